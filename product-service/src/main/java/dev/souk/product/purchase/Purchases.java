package dev.souk.product.purchase;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.OrderFact.Cancelled;
import dev.souk.product.purchase.OrderFact.Confirmed;
import dev.souk.product.purchase.OrderFact.Placed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code purchase_order}, {@code purchase} and {@code deleted_shopper}, written for many orders at once. */
@Repository
class Purchases {

    private static final long LOCK = 0x50555243484153L;

    private final JdbcClient jdbc;

    Purchases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Until the end of the transaction no account is deleted: the deletion could not see the rows of this transaction, which
     * could not see the deletion, and a shopper would stay behind.
     */
    void keepDeletionsOut() {
        jdbc.sql("SELECT pg_advisory_xact_lock_shared(:lock)").param("lock", LOCK).query().listOfRows();
    }

    /** Waits for those that keep deletions out. */
    void awaitOthers() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)").param("lock", LOCK).query().listOfRows();
    }

    void place(List<Placed> orders, Instant heardAt) {
        if (orders.isEmpty()) {
            return;
        }
        add("PLACED", orders, new String[0], heardAt);
        List<Line> lines = orders.stream().flatMap(Line::of).toList();
        jdbc.sql("""
                INSERT INTO purchase (order_id, product_id)
                SELECT DISTINCT CAST(line.order_id AS uuid), v.product_id
                FROM unnest(:orders, :skus) AS line (order_id, sku) JOIN variant v ON v.sku = line.sku
                ORDER BY 1, 2
                ON CONFLICT DO NOTHING""")
                .param("orders", lines.stream().map(line -> line.orderId.toString()).toArray(String[]::new))
                .param("skus", lines.stream().map(Line::sku).toArray(String[]::new))
                .update();
    }

    void confirm(List<Confirmed> orders, Instant heardAt) {
        if (!orders.isEmpty()) {
            add("CONFIRMED", orders, orders.stream().map(order -> order.confirmedAt().toString())
                    .toArray(String[]::new), heardAt);
        }
    }

    void cancel(List<Cancelled> orders, Instant heardAt) {
        if (!orders.isEmpty()) {
            add("CANCELLED", orders, new String[0], heardAt);
        }
    }

    /**
     * What was not heard of is added, what was goes forward only: PLACED, CONFIRMED, CANCELLED.
     *
     * @param confirmedAt of each order; empty when none is confirmed
     */
    private void add(String status, List<? extends OrderFact> orders, String[] confirmedAt, Instant heardAt) {
        jdbc.sql("""
                INSERT INTO purchase_order (order_id, shopper_id, status, confirmed_at, heard_at)
                SELECT DISTINCT ON (line.order_id) CAST(line.order_id AS uuid),
                       CASE WHEN d.shopper_id IS NULL THEN CAST(line.shopper_id AS uuid) END, :status,
                       -- what is not confirmed has no such time; of null and now, least() would take now
                       CASE WHEN line.confirmed_at IS NOT NULL
                            THEN least(CAST(line.confirmed_at AS timestamptz), :now) END, :now
                FROM unnest(:orders, :shoppers, :confirmedAt) AS line (order_id, shopper_id, confirmed_at)
                LEFT JOIN deleted_shopper d ON d.shopper_id = CAST(line.shopper_id AS uuid)
                ORDER BY line.order_id
                ON CONFLICT (order_id) DO UPDATE SET status = excluded.status,
                       confirmed_at = coalesce(excluded.confirmed_at, purchase_order.confirmed_at)
                WHERE CASE purchase_order.status WHEN 'PLACED' THEN excluded.status <> 'PLACED'
                                                 WHEN 'CONFIRMED' THEN excluded.status = 'CANCELLED'
                                                 ELSE false END""")
                .param("status", status)
                .param("orders", texts(orders.stream().map(OrderFact::orderId)))
                .param("shoppers", texts(orders.stream().map(OrderFact::shopperId)))
                .param("confirmedAt", confirmedAt)
                .param("now", heardAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether the shopper has confirmed orders with the product, which stay so until the end of the transaction. */
    boolean lockConfirmed(UUID shopperId, ProductId product) {
        return !jdbc.sql("""
                SELECT o.order_id FROM purchase_order o JOIN purchase p USING (order_id)
                WHERE o.shopper_id = :shopper AND o.status = 'CONFIRMED' AND p.product_id = :product
                ORDER BY o.order_id FOR SHARE OF o""")
                .param("shopper", shopperId)
                .param("product", product.value())
                .query(UUID.class)
                .list()
                .isEmpty();
    }

    void forgetShopper(UUID shopperId, Instant deletedAt) {
        jdbc.sql("INSERT INTO deleted_shopper (shopper_id, deleted_at) VALUES (:shopper, :at) ON CONFLICT DO NOTHING")
                .param("shopper", shopperId)
                .param("at", deletedAt.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("UPDATE purchase_order SET shopper_id = NULL WHERE shopper_id = :shopper")
                .param("shopper", shopperId)
                .update();
    }

    /** Orders that were heard of before, the oldest first, and as old accounts; answers how many orders. */
    int deleteBefore(Instant instant, int limit) {
        jdbc.sql("DELETE FROM deleted_shopper WHERE deleted_at < :instant")
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql("""
                DELETE FROM purchase_order WHERE order_id IN (
                    SELECT order_id FROM purchase_order WHERE heard_at < :instant
                    ORDER BY heard_at LIMIT :limit FOR UPDATE SKIP LOCKED)""")
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private record Line(UUID orderId, String sku) {

        static Stream<Line> of(Placed order) {
            return order.skus().stream().map(sku -> new Line(order.orderId(), sku));
        }
    }

    private static String[] texts(Stream<UUID> ids) {
        return ids.map(UUID::toString).toArray(String[]::new);
    }
}
