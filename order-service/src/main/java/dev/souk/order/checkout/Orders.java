package dev.souk.order.checkout;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;

/**
 * The orders: their streams ({@code order_event}) and the current rows that are derived from them in the same transaction. What is
 * due or stuck is the database's to say: the clocks of instances differ, and jump.
 */
@Repository
class Orders {

    /** Later than any event. */
    static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    /** What the shopper is charged never changes, so it stays where it was written first. */
    private static final String WITH_CREATION = """
            select orders.*, created.type, created.data
            from orders join order_event created on created.order_id = orders.id and created.version = 1
            """;

    private final JdbcClient jdbc;
    private final OrderEventFormat format;

    Orders(JdbcClient jdbc, OrderEventFormat format) {
        this.jdbc = jdbc;
        this.format = format;
    }

    Optional<Order> find(OrderId id) {
        List<OrderEvent> stream = stream(id, END_OF_TIME);
        return stream.isEmpty() ? Optional.empty() : Optional.of(Order.replay(stream));
    }

    /** Those that there are. */
    Map<OrderId, Order> find(Collection<OrderId> ids) {
        Map<OrderId, List<OrderEvent>> streams = new LinkedHashMap<>();
        jdbc.sql("""
                select order_id, type, data from order_event
                where order_id = any (:ids)
                order by order_id, version""")
                .param("ids", values(ids))
                .query((row, _) -> streams
                        .computeIfAbsent(new OrderId(row.getObject("order_id", UUID.class)), _ -> new ArrayList<>())
                        .add(format.read(row.getString("type"), row.getString("data"))))
                .list();
        Map<OrderId, Order> found = new LinkedHashMap<>();
        streams.forEach((id, stream) -> found.put(id, Order.replay(stream)));
        return found;
    }

    /** The same, which nobody else changes until the transaction ends. */
    Map<OrderId, Order> lock(Collection<OrderId> ids) {
        lockRows(ids);
        // a statement of its own, so that it sees what was committed while the one before waited for the locks
        return find(ids);
    }

    /** In the order of their ids, so that transactions can wait for each other, but never in a circle. */
    void lockRows(Collection<OrderId> ids) {
        // lines, invoices and others that refer to the order need not wait: its id never changes
        jdbc.sql("select id from orders where id = any (:ids) order by id for no key update")
                .param("ids", values(ids)).query(UUID.class).list();
    }

    private static UUID[] values(Collection<OrderId> ids) {
        return ids.stream().map(OrderId::value).distinct().toArray(UUID[]::new);
    }

    /**
     * What had happened to the order at that instant: always the beginning of its stream, also of one from before each event was
     * later than the one before it.
     */
    List<OrderEvent> stream(OrderId id, Instant until) {
        return jdbc.sql("""
                select type, data from order_event
                where order_id = :id
                  and version < all (select version from order_event where order_id = :id and occurred_at > :until)
                order by version""")
                .param("id", id.value()).param("until", Timestamp.from(until))
                .query((row, _) -> format.read(row.getString("type"), row.getString("data"))).list();
    }

    /** The streams of a person's orders, newest order first, beginning after the given one. */
    List<List<OrderEvent>> streamsOf(UserId user, @Nullable OrderId after, int limit) {
        Map<UUID, List<OrderEvent>> streams = new LinkedHashMap<>();
        jdbc.sql("""
                select event.order_id, event.type, event.data
                from (select id from orders
                      where user_id = :user and (:after::uuid is null or id < :after)
                      order by id desc limit :limit) page
                join order_event event on event.order_id = page.id
                order by event.order_id desc, event.version""")
                .param("user", user.value()).param("after", after == null ? null : after.value(), Types.OTHER)
                .param("limit", limit)
                .query((row, _) -> streams
                        .computeIfAbsent(row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
                        .add(format.read(row.getString("type"), row.getString("data"))))
                .list();
        return List.copyOf(streams.values());
    }

    /** A person's orders that have ended. Locks those that have not, too: until the transaction ends, none of them does. */
    List<OrderId> lockEnded(UserId user) {
        record Locked(UUID id, OrderStatus status) {}
        return jdbc.sql("select id, status from orders where user_id = :user order by id for no key update")
                .param("user", user.value())
                .query((row, _) -> new Locked(row.getObject("id", UUID.class),
                        OrderStatus.valueOf(row.getString("status"))))
                .list().stream().filter(order -> order.status().isTerminal()).map(order -> new OrderId(order.id()))
                .toList();
    }

    /** Replaces events where they stand: what they say may change, never which there are, in which order and since when. */
    void rewrite(OrderId id, UnaryOperator<OrderEvent> change, Instant now) {
        record Stored(int version, OrderEvent event) {}
        List<Stored> stream = jdbc
                .sql("select version, type, data from order_event where order_id = :id order by version")
                .param("id", id.value())
                .query((row, _) -> new Stored(row.getInt("version"),
                        format.read(row.getString("type"), row.getString("data"))))
                .list();
        for (Stored stored : stream) {
            OrderEvent changed = change.apply(stored.event());
            if (!changed.equals(stored.event())) {
                jdbc.sql("""
                        update order_event set data = :data::jsonb, erased_at = :now
                        where order_id = :id and version = :version""")
                        .param("id", id.value()).param("version", stored.version())
                        .param("data", format.write(changed)).param("now", Timestamp.from(now)).update();
            }
        }
    }

    void add(Order order) {
        jdbc.sql("""
                insert into orders (id, user_id, status, version, currency, total, awaits_others,
                                    created_at, expires_at, changed_at)
                values (:id, :user, :status, :version, :currency, :total, :awaitsOthers,
                        :createdAt, :expiresAt, :changedAt)""")
                .param("id", order.id().value()).param("user", order.userId().value())
                .param("status", order.status().name()).param("version", order.version())
                .param("currency", order.total().currency().getCurrencyCode()).param("total", order.total().amount())
                .param("awaitsOthers", order.awaitsOthers())
                .param("createdAt", Timestamp.from(order.createdAt()))
                .param("expiresAt", Timestamp.from(order.expiresAt()))
                .param("changedAt", Timestamp.from(order.changedAt())).update();
        addLines(order);
        append(List.of(order));
    }

    /**
     * Stores what the orders have become.
     *
     * @throws ConcurrentOrderChange when someone else has changed one of them since it was read: they were not locked
     */
    void save(List<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        int changed = jdbc.sql("""
                update orders
                set status = n.status, version = n.version, cancellation_reason = n.reason,
                    awaits_others = n.awaits_others, changed_at = n.changed_at, moved_at = now(), repeats = 0,
                    repeated_at = null
                from unnest(:ids::uuid[], :readVersions::int[], :versions::int[], :statuses::text[], :reasons::text[],
                            :awaitOthers::boolean[], :changes::timestamptz[])
                     as n (id, read_version, version, status, reason, awaits_others, changed_at)
                where orders.id = n.id and orders.version = n.read_version""")
                .param("ids", orders.stream().map(order -> order.id().value()).toArray(UUID[]::new))
                .param("readVersions",
                        orders.stream().mapToInt(order -> order.version() - order.unsaved().size()).toArray())
                .param("versions", orders.stream().mapToInt(Order::version).toArray())
                .param("statuses", orders.stream().map(order -> order.status().name()).toArray(String[]::new))
                .param("reasons", orders.stream().map(Order::cancellationReason)
                        .map(reason -> reason == null ? null : reason.name()).toArray(String[]::new))
                .param("awaitOthers", orders.stream().map(Order::awaitsOthers).toArray(Boolean[]::new))
                .param("changes", orders.stream().map(order -> order.changedAt().toString()).toArray(String[]::new))
                .update();
        if (changed < orders.size()) {
            throw new ConcurrentOrderChange(orders.stream().map(Order::id).toList());
        }
        append(orders);
    }

    Optional<OrderView> view(OrderId id) {
        return withLines(
                jdbc.sql(WITH_CREATION + "where orders.id = :id").param("id", id.value()).query(this::row).list())
                .stream().findFirst();
    }

    /** A shopper's orders, newest first, beginning after the given one. */
    List<OrderView> ofUser(UserId user, @Nullable OrderId after, int limit) {
        return withLines(jdbc.sql(WITH_CREATION + """
                where user_id = :user and (:after::uuid is null or orders.id < :after)
                order by orders.id desc
                limit :limit""")
                .param("user", user.value()).param("after", after == null ? null : after.value(), Types.OTHER)
                .param("limit", limit)
                .query(this::row).list());
    }

    /** Orders that can no longer be paid. */
    List<OrderId> unpaid(Shard shard, int limit) {
        return jdbc.sql("""
                select id from orders
                where status in ('PENDING', 'AWAITING_PAYMENT') and expires_at <= now()
                  and order_shard(id, :shards) = :shard
                order by coalesce(repeated_at, expires_at)
                limit :limit""")
                .param("shard", shard.index())
                .param("shards", shard.count()).param("limit", limit)
                .query(UUID.class).list().stream().map(OrderId::new).toList();
    }

    /** Orders that wait for another service and have neither moved nor been announced again for that long. */
    List<OrderId> stuck(Duration since, Shard shard, int limit) {
        return jdbc.sql("""
                select id from orders
                where awaits_others and moved_at < now() - make_interval(secs => :since)
                  and coalesce(repeated_at, moved_at) < now() - make_interval(secs => :since)
                  and order_shard(id, :shards) = :shard
                order by coalesce(repeated_at, moved_at)
                limit :limit""")
                .param("since", since.toMillis() / 1000.0).param("shard", shard.index())
                .param("shards", shard.count()).param("limit", limit)
                .query(UUID.class).list().stream().map(OrderId::new).toList();
    }

    /**
     * Counts an announcement that is made again.
     *
     * @return how many there were since the order last moved; empty when it has moved meanwhile
     */
    Optional<Integer> countRepeat(Order order) {
        return jdbc.sql("""
                update orders set repeats = repeats + 1, repeated_at = now()
                where id = :id and version = :version
                returning repeats""")
                .param("id", order.id().value()).param("version", order.version())
                .query(Integer.class).optional();
    }

    /** The order could not be driven on: the others come first the next time. */
    void postpone(OrderId id) {
        jdbc.sql("update orders set repeated_at = now() where id = :id").param("id", id.value()).update();
    }

    /** Orders that have waited for that long, and alarms that nobody has acknowledged; oldest first. */
    List<OrderWatch.Concern> concerns(Duration stuckAfter, OrderWatch.Position after, int limit) {
        return jdbc.sql("""
                select * from (
                    select 0 as alarm, id as order_id, status, 'STUCK' as what, repeats, moved_at as since
                    from orders where awaits_others and moved_at < now() - make_interval(secs => :stuckAfter)
                    union all
                    select alarm.id, alarm.order_id, orders.status, alarm.what, 0, alarm.raised_at
                    from order_alarm alarm left join orders on orders.id = alarm.order_id
                    where alarm.acknowledged_at is null
                ) concern
                where (since, order_id, alarm) > (:since, :order, :alarm)
                order by since, order_id, alarm
                limit :limit""")
                .param("stuckAfter", stuckAfter.toMillis() / 1000.0).param("since", Timestamp.from(after.since()))
                .param("order", after.order().value()).param("alarm", after.alarm()).param("limit", limit)
                .query((row, _) -> {
                    long alarm = row.getLong("alarm");
                    String status = row.getString("status");
                    return new OrderWatch.Concern(alarm == OrderWatch.Position.STUCK ? null : alarm,
                            new OrderId(row.getObject("order_id", UUID.class)),
                            status == null ? null : OrderStatus.valueOf(status), row.getString("what"),
                            row.getInt("repeats"), row.getTimestamp("since").toInstant());
                }).list();
    }

    private void addLines(Order order) {
        List<OrderLine> lines = order.lines();
        jdbc.sql("""
                insert into order_line (order_id, position, sku, title, quantity, unit_price)
                select :order, line.position, line.sku, line.title, line.quantity, line.unit_price
                from unnest(:skus::text[], :titles::text[], :quantities::int[], :unitPrices::bigint[])
                     with ordinality as line (sku, title, quantity, unit_price, position)""")
                .param("order", order.id().value())
                .param("skus", lines.stream().map(OrderLine::sku).toArray(String[]::new))
                .param("titles", lines.stream().map(OrderLine::title).toArray(String[]::new))
                .param("quantities", lines.stream().mapToInt(OrderLine::quantity).toArray())
                .param("unitPrices", lines.stream().mapToLong(line -> line.unitPrice().amount()).toArray()).update();
    }

    private void append(List<Order> orders) {
        List<Appended> events = orders.stream().flatMap(Appended::of).toList();
        jdbc.sql("""
                insert into order_event (order_id, version, type, data, occurred_at)
                select n.order_id, n.version, n.type, n.data::jsonb, n.occurred_at
                from unnest(:orders::uuid[], :versions::int[], :types::text[], :data::text[], :times::timestamptz[])
                     as n (order_id, version, type, data, occurred_at)""")
                .param("orders", events.stream().map(event -> event.order().value()).toArray(UUID[]::new))
                .param("versions", events.stream().mapToInt(Appended::version).toArray())
                .param("types", events.stream().map(event -> event.event().type()).toArray(String[]::new))
                .param("data", events.stream().map(event -> format.write(event.event())).toArray(String[]::new))
                .param("times",
                        events.stream().map(event -> event.event().occurredAt().toString()).toArray(String[]::new))
                .update();
        orders.forEach(Order::saved);
    }

    private record Appended(OrderId order, int version, OrderEvent event) {

        static Stream<Appended> of(Order order) {
            List<OrderEvent> unsaved = order.unsaved();
            int first = order.version() - unsaved.size() + 1;
            return IntStream.range(0, unsaved.size())
                    .mapToObj(index -> new Appended(order.id(), first + index, unsaved.get(index)));
        }
    }

    private List<OrderView> withLines(List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<OrderLine>> lines = new HashMap<>();
        Map<UUID, Currency> currencies = new HashMap<>();
        rows.forEach(row -> currencies.put(row.id(), row.total().currency()));
        jdbc.sql("select * from order_line where order_id in (:orders) order by order_id, position")
                .param("orders", currencies.keySet())
                .query((row, _) -> lines.computeIfAbsent(row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
                        .add(line(row, currencies)))
                .list();
        return rows.stream().map(row -> row.view(lines.getOrDefault(row.id(), List.of()))).toList();
    }

    private static OrderLine line(ResultSet row, Map<UUID, Currency> currencies) throws SQLException {
        Currency currency = requireNonNull(currencies.get(row.getObject("order_id", UUID.class)));
        return new OrderLine(row.getString("sku"), row.getString("title"), row.getInt("quantity"),
                new Money(row.getLong("unit_price"), currency));
    }

    private Row row(ResultSet row, int number) throws SQLException {
        String reason = row.getString("cancellation_reason");
        if (!(format.read(row.getString("type"), row.getString("data")) instanceof OrderEvent.OrderCreated created)) {
            throw new IllegalStateException(
                    "The stream of order " + row.getString("id") + " begins with another event");
        }
        return new Row(row.getObject("id", UUID.class), row.getObject("user_id", UUID.class),
                OrderStatus.valueOf(row.getString("status")), row.getInt("version"),
                Money.of(row.getLong("total"), row.getString("currency")), created.chargesOrNone(),
                reason == null ? null : CancellationReason.valueOf(reason),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("expires_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }

    private record Row(UUID id, UUID userId, OrderStatus status, int version, Money total, Charges charges,
            @Nullable CancellationReason cancellationReason, Instant createdAt, Instant expiresAt, Instant changedAt) {

        OrderView view(List<OrderLine> lines) {
            return new OrderView(new OrderId(id), new UserId(userId), status, version, total, lines, charges,
                    cancellationReason, createdAt, expiresAt, changedAt);
        }
    }
}
