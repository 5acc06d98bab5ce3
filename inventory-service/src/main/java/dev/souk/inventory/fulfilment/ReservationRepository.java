package dev.souk.inventory.fulfilment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.inventory.stock.Allocation;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.Warehouse;

/** Reservations with their lines and shipments; reads and writes many orders in one statement each. */
@Repository
class ReservationRepository {

    private static final String COLUMNS = "SELECT order_id, state, user_id, expires_at FROM reservation";

    private final JdbcClient jdbc;

    ReservationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the orders' rows, in the order of their ids, until the transaction ends; unheard-of orders get a row. */
    LockedReservations lock(Collection<OrderId> orderIds) {
        var ids = ids(orderIds);
        jdbc.sql("""
                INSERT INTO reservation (order_id, state, created_at, updated_at)
                SELECT id, 'UNKNOWN', now(), now() FROM unnest(CAST(:ids AS uuid[])) AS n (id) ORDER BY id
                ON CONFLICT DO NOTHING""").param("ids", ids).update();
        return load(ids, COLUMNS + " WHERE order_id = ANY (CAST(:ids AS uuid[])) ORDER BY order_id FOR UPDATE");
    }

    Optional<Reservation> find(OrderId orderId) {
        var ids = ids(List.of(orderId));
        return load(ids, COLUMNS + " WHERE order_id = ANY (CAST(:ids AS uuid[]))").byOrder().values().stream()
                .findFirst();
    }

    /** What the returns of these orders have brought back so far. */
    Map<OrderId, List<Restock>> restocksOf(Collection<OrderId> orderIds) {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        record Row(OrderId orderId, Restock restock) {}
        return jdbc.sql("""
                SELECT order_id, return_id, sku, warehouse, quantity FROM restock
                WHERE order_id = ANY (CAST(:ids AS uuid[])) ORDER BY order_id, return_id""")
                .param("ids", ids(orderIds))
                .query((row, _) -> new Row(orderId(row), new Restock(row.getObject("return_id", UUID.class),
                        new Allocation(new Sku(row.getString("sku")), new Warehouse(row.getString("warehouse")),
                                row.getLong("quantity")))))
                .stream()
                .collect(Collectors.groupingBy(Row::orderId, Collectors.mapping(Row::restock, Collectors.toList())));
    }

    Optional<OrderId> findOrderOf(ShipmentId shipment) {
        return jdbc.sql("SELECT order_id FROM shipment WHERE id = :id").param("id", shipment.value())
                .query(UUID.class).optional().map(OrderId::new);
    }

    private LockedReservations load(String[] ids, String sql) {
        var heads = jdbc.sql(sql).param("ids", ids).query((row, _) -> head(row)).list();
        var known = heads.stream().anyMatch(head -> head.state() != ReservationState.UNKNOWN);
        Map<OrderId, List<Allocation>> lines = known ? lines(ids) : Map.of();
        Map<OrderId, List<Shipment>> shipments = known ? shipments(ids, lines) : Map.of();
        var byOrder = new LinkedHashMap<OrderId, Reservation>();
        var before = new HashMap<OrderId, ReservationState>();
        for (Head head : heads) {
            byOrder.put(head.orderId(), new Reservation(head.orderId(), head.state(), head.userId(), head.expiresAt(),
                    lines.getOrDefault(head.orderId(), List.of()), shipments.getOrDefault(head.orderId(), List.of())));
            before.put(head.orderId(), head.state());
        }
        return new LockedReservations(byOrder, before);
    }

    private record Head(OrderId orderId, ReservationState state, @Nullable UUID userId, @Nullable Instant expiresAt) {}

    private static Head head(ResultSet row) throws SQLException {
        return new Head(orderId(row), ReservationState.valueOf(row.getString("state")),
                row.getObject("user_id", UUID.class),
                instant(row, "expires_at"));
    }

    private Map<OrderId, List<Allocation>> lines(String[] ids) {
        record Line(OrderId orderId, Allocation allocation) {}
        return jdbc.sql("""
                SELECT order_id, sku, warehouse, quantity FROM reservation_line
                WHERE order_id = ANY (CAST(:ids AS uuid[])) ORDER BY order_id, sku, warehouse""")
                .param("ids", ids)
                .query((row, _) -> new Line(orderId(row), new Allocation(new Sku(row.getString("sku")),
                        new Warehouse(row.getString("warehouse")), row.getLong("quantity"))))
                .stream()
                .collect(Collectors.groupingBy(Line::orderId,
                        Collectors.mapping(Line::allocation, Collectors.toList())));
    }

    private Map<OrderId, List<Shipment>> shipments(String[] ids, Map<OrderId, List<Allocation>> lines) {
        return jdbc.sql("""
                SELECT s.id, s.order_id, r.user_id, s.warehouse, s.status, s.carrier, s.tracking_number, s.created_at,
                       s.dispatched_at, s.dispatched_by, s.delivered_at, s.delivered_by
                FROM shipment s JOIN reservation r USING (order_id)
                WHERE s.order_id = ANY (CAST(:ids AS uuid[])) ORDER BY s.order_id, s.warehouse""")
                .param("ids", ids)
                .query((row, _) -> shipment(row, lines.getOrDefault(orderId(row), List.of())))
                .stream()
                .collect(Collectors.groupingBy(Shipment::orderId));
    }

    private static Shipment shipment(ResultSet row, List<Allocation> allocations) throws SQLException {
        var warehouse = new Warehouse(row.getString("warehouse"));
        var carried = allocations.stream().filter(line -> line.warehouse().equals(warehouse))
                .map(line -> new OrderLine(line.sku(), line.quantity())).toList();
        return new Shipment(new ShipmentId(row.getObject("id", UUID.class)), orderId(row),
                row.getObject("user_id", UUID.class), warehouse, ShipmentStatus.valueOf(row.getString("status")),
                carried,
                new Shipment.Tracking(row.getString("carrier"), row.getString("tracking_number")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(), instant(row, "dispatched_at"),
                row.getObject("dispatched_by", UUID.class), instant(row, "delivered_at"),
                row.getObject("delivered_by", UUID.class));
    }

    void store(LockedReservations locked, Instant now) {
        storeRestocks(locked.byOrder().values(), now);
        var changed = locked.changed();
        if (changed.isEmpty()) {
            return;
        }
        storeHeads(changed, now);
        storeLines(changed.stream().filter(reservation -> !locked.wasHeldBefore(reservation)).toList());
        storeShipments(changed.stream().flatMap(reservation -> reservation.shipments().stream()).toList());
    }

    /** The order's line counts what has come back of it, so that the database refuses more than was sold. */
    private void storeRestocks(Collection<Reservation> locked, Instant now) {
        record Row(OrderId orderId, Restock restock) {}
        var rows = locked.stream().flatMap(reservation -> reservation.newRestocks().stream()
                .map(restock -> new Row(reservation.orderId(), restock))).toList();
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                WITH back AS (
                    INSERT INTO restock (return_id, order_id, sku, warehouse, quantity, restocked_at)
                    SELECT CAST(n.return_id AS uuid), CAST(n.order_id AS uuid), n.sku, n.warehouse, n.quantity, :now
                    FROM unnest(:returns, :orders, :skus, :warehouses, :quantities)
                         AS n (return_id, order_id, sku, warehouse, quantity)
                    RETURNING order_id, sku, warehouse, quantity
                ), sums AS (SELECT order_id, sku, warehouse, sum(quantity) AS quantity FROM back GROUP BY 1, 2, 3)
                UPDATE reservation_line l SET returned = l.returned + s.quantity
                FROM sums s WHERE l.order_id = s.order_id AND l.sku = s.sku AND l.warehouse = s.warehouse""")
                .param("returns", texts(rows, row -> row.restock().returnId()))
                .param("orders", texts(rows, Row::orderId))
                .param("skus", texts(rows, row -> row.restock().pieces().sku()))
                .param("warehouses", texts(rows, row -> row.restock().pieces().warehouse()))
                .param("quantities", rows.stream().map(row -> row.restock().pieces().quantity()).toArray(Long[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void storeHeads(List<Reservation> changed, Instant now) {
        jdbc.sql("""
                UPDATE reservation r
                SET state = n.state, user_id = CAST(n.user_id AS uuid), expires_at = CAST(n.expires_at AS timestamptz),
                    updated_at = :now
                FROM unnest(:ids, :states, :users, :expiries) AS n (order_id, state, user_id, expires_at)
                WHERE r.order_id = CAST(n.order_id AS uuid)""")
                .param("ids", texts(changed, Reservation::orderId))
                .param("states", texts(changed, Reservation::state))
                .param("users", texts(changed, Reservation::userId))
                .param("expiries", texts(changed, Reservation::expiresAt))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private void storeLines(List<Reservation> fresh) {
        record Line(OrderId orderId, Allocation allocation) {}
        var lines = fresh.stream()
                .flatMap(reservation -> reservation.allocations().stream()
                        .map(allocation -> new Line(reservation.orderId(), allocation)))
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO reservation_line (order_id, sku, warehouse, quantity)
                SELECT CAST(n.order_id AS uuid), n.sku, n.warehouse, n.quantity
                FROM unnest(:ids, :skus, :warehouses, :quantities) AS n (order_id, sku, warehouse, quantity)""")
                .param("ids", texts(lines, Line::orderId))
                .param("skus", texts(lines, line -> line.allocation().sku()))
                .param("warehouses", texts(lines, line -> line.allocation().warehouse()))
                .param("quantities", lines.stream().map(line -> line.allocation().quantity()).toArray(Long[]::new))
                .update();
    }

    private void storeShipments(List<Shipment> shipments) {
        if (shipments.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO shipment (id, order_id, warehouse, status, created_at)
                SELECT CAST(n.id AS uuid), CAST(n.order_id AS uuid), n.warehouse, n.status,
                       CAST(n.created_at AS timestamptz)
                FROM unnest(:ids, :orders, :warehouses, :statuses, :created)
                     AS n (id, order_id, warehouse, status, created_at)
                ON CONFLICT (id) DO UPDATE SET status = excluded.status""")
                .param("ids", texts(shipments, Shipment::id))
                .param("orders", texts(shipments, Shipment::orderId))
                .param("warehouses", texts(shipments, Shipment::warehouse))
                .param("statuses", texts(shipments, Shipment::status))
                .param("created", texts(shipments, Shipment::createdAt))
                .update();
    }

    void update(Shipment shipment) {
        jdbc.sql("""
                UPDATE shipment SET status = :status, carrier = :carrier, tracking_number = :trackingNumber,
                    dispatched_at = :dispatchedAt, dispatched_by = :dispatchedBy, delivered_at = :deliveredAt,
                    delivered_by = :deliveredBy
                WHERE id = :id""")
                .param("status", shipment.status().name())
                .param("carrier", shipment.tracking().carrier())
                .param("trackingNumber", shipment.tracking().trackingNumber())
                .param("dispatchedAt", utc(shipment.dispatchedAt()))
                .param("dispatchedBy", shipment.dispatchedBy(), Types.OTHER)
                .param("deliveredAt", utc(shipment.deliveredAt()))
                .param("deliveredBy", shipment.deliveredBy(), Types.OTHER)
                .param("id", shipment.id().value())
                .update();
    }

    /** A column of many rows for {@code unnest}; ids and times travel as text and are cast by the statement. */
    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> column) {
        return rows.stream().map(column).map(value -> value == null ? null : value.toString()).toArray(String[]::new);
    }

    private static String[] ids(Collection<OrderId> orderIds) {
        return orderIds.stream().map(OrderId::toString).distinct().toArray(String[]::new);
    }

    private static OrderId orderId(ResultSet row) throws SQLException {
        return new OrderId(row.getObject("order_id", UUID.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
