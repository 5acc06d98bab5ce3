package dev.souk.inventory.stock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class StockRepository {

    private static final String SUMS = """
            SELECT sku, sum(available) AS available, sum(reserved) AS reserved, sum(sold) AS sold, sum(supplied) AS supplied
            FROM stock_level""";

    private final JdbcClient jdbc;

    StockRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One statement for any number of supplies. The supplies are written before the first stock row is touched, and both in
     * SKU order: the same order as everybody locks in, so no deadlock.
     */
    List<StockLevelChanged> supply(String reference, List<Supply> supplies, UUID operator, Instant now) {
        return jdbc.sql("""
                WITH fresh AS (
                    INSERT INTO supply (reference, sku, warehouse, quantity, reason, supplied_by, supplied_at)
                    SELECT :reference, n.sku, :warehouse, n.quantity, :reference, :operator, :now
                    FROM unnest(:skus, :quantities) AS n (sku, quantity) ORDER BY n.sku COLLATE "C"
                    ON CONFLICT (reference, sku) DO NOTHING
                    RETURNING sku, quantity
                ), others AS (
                    SELECT o.sku, sum(o.available) AS available, sum(o.version) AS version
                    FROM stock_level o WHERE o.sku = ANY (:skus) AND o.warehouse <> :warehouse GROUP BY o.sku
                ), changed AS (
                    INSERT INTO stock_level AS s (sku, warehouse, available, supplied)
                    SELECT sku, :warehouse, quantity, quantity FROM fresh ORDER BY sku
                    ON CONFLICT (sku, warehouse) DO UPDATE SET available = s.available + excluded.available,
                        supplied = s.supplied + excluded.supplied, version = s.version + 1
                    RETURNING sku, available, version
                )
                SELECT c.sku, c.available + coalesce(o.available, 0) AS available,
                       c.version + coalesce(o.version, 0) AS version
                FROM changed c LEFT JOIN others o USING (sku) ORDER BY c.sku""")
                .param("reference", reference)
                .param("warehouse", Warehouse.MAIN.code())
                .param("operator", operator)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("skus", supplies.stream().map(supply -> supply.sku().value()).toArray(String[]::new))
                .param("quantities", supplies.stream().map(Supply::quantity).toArray(Long[]::new))
                .query((row, _) -> new StockLevelChanged(new Sku(row.getString("sku")), row.getLong("available"),
                        row.getLong("version")))
                .list();
    }

    /** Makes sure that there is a row to lock. */
    void register(Sku sku, Warehouse warehouse) {
        jdbc.sql("INSERT INTO stock_level (sku, warehouse) VALUES (:sku, :warehouse) ON CONFLICT DO NOTHING")
                .param("sku", sku.value()).param("warehouse", warehouse.code()).update();
    }

    void record(String reference, String reason, Sku sku, Warehouse warehouse, long delta, UUID operator, Instant now) {
        jdbc.sql("""
                INSERT INTO supply (reference, sku, warehouse, quantity, reason, supplied_by, supplied_at)
                VALUES (:reference, :sku, :warehouse, :delta, :reason, :operator, :now)""")
                .param("reference", reference)
                .param("sku", sku.value())
                .param("warehouse", warehouse.code())
                .param("delta", delta)
                .param("reason", reason)
                .param("operator", operator)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<StockSummary> find(Sku sku) {
        return jdbc.sql(SUMS + " WHERE sku = :sku GROUP BY sku").param("sku", sku.value()).query(this::summary)
                .optional();
    }

    List<StockSummary> findBelow(long threshold, @Nullable Sku after, int limit) {
        return jdbc.sql(
                SUMS + " WHERE sku > :after GROUP BY sku HAVING sum(available) < :threshold ORDER BY sku LIMIT :limit")
                .param("after", after == null ? "" : after.value())
                .param("threshold", threshold)
                .param("limit", limit)
                .query(this::summary)
                .list();
    }

    private StockSummary summary(ResultSet row, int number) throws SQLException {
        return new StockSummary(new Sku(row.getString("sku")), row.getLong("available"), row.getLong("reserved"),
                row.getLong("sold"), row.getLong("supplied"));
    }
}
