package dev.souk.inventory.stock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
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
     * Writes down what was delivered.
     *
     * @return what was not written down under this reference before
     */
    List<Supply> record(String reference, Warehouse warehouse, List<Supply> supplies, UUID operator, Instant now) {
        return jdbc.sql("""
                INSERT INTO supply (reference, sku, warehouse, quantity, code, supplied_by, supplied_at)
                SELECT :reference, n.sku, :warehouse, n.quantity, 'DELIVERY', :operator, :now
                FROM unnest(:skus, :quantities) AS n (sku, quantity) ORDER BY n.sku COLLATE "C"
                ON CONFLICT (reference, sku) DO NOTHING
                RETURNING sku, quantity""")
                .param("reference", reference)
                .param("warehouse", warehouse.code())
                .param("operator", operator)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("skus", supplies.stream().map(supply -> supply.sku().value()).toArray(String[]::new))
                .param("quantities", supplies.stream().map(Supply::quantity).toArray(Long[]::new))
                .query((row, _) -> new Supply(new Sku(row.getString("sku")), row.getLong("quantity")))
                .list();
    }

    void record(Sku sku, Adjustment adjustment, String reference, UUID operator, Instant now) {
        jdbc.sql("""
                INSERT INTO supply (reference, sku, warehouse, quantity, code, reason, supplied_by, supplied_at)
                VALUES (:reference, :sku, :warehouse, :delta, :code, :note, :operator, :now)""")
                .param("reference", reference)
                .param("sku", sku.value())
                .param("warehouse", adjustment.warehouse().code())
                .param("delta", adjustment.delta())
                .param("code", adjustment.reason().name())
                .param("note", adjustment.note())
                .param("operator", operator)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Makes sure that there are rows to lock, and one of each SKU in the main warehouse. Before the first of them is locked, and
     * in SKU order: the same order as everybody locks in, so no deadlock.
     */
    void register(Collection<Sku> skus, Warehouse warehouse) {
        jdbc.sql("""
                INSERT INTO stock_level (sku, warehouse)
                SELECT s.sku, w.warehouse FROM unnest(:skus) AS s (sku), unnest(:warehouses) AS w (warehouse)
                ORDER BY s.sku COLLATE "C", w.warehouse <> :main
                ON CONFLICT DO NOTHING""")
                .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
                .param("warehouses", List.of(Warehouse.MAIN, warehouse).stream().map(Warehouse::code).distinct()
                        .toArray(String[]::new))
                .param("main", Warehouse.MAIN.code())
                .update();
    }

    Optional<StockSummary> find(Sku sku) {
        return jdbc.sql(SUMS + " WHERE sku = :sku GROUP BY sku").param("sku", sku.value()).query(this::summary)
                .optional();
    }

    List<StockSummary> find(Collection<Sku> skus) {
        return jdbc.sql(SUMS + " WHERE sku = ANY (:skus) GROUP BY sku ORDER BY sku")
                .param("skus", skus.stream().map(Sku::value).toArray(String[]::new)).query(this::summary).list();
    }

    List<StockLevel> levels(Sku sku) {
        return jdbc.sql("""
                SELECT sku, warehouse, available, reserved, sold, supplied, version FROM stock_level
                WHERE sku = :sku ORDER BY warehouse <> :main, warehouse""")
                .param("sku", sku.value()).param("main", Warehouse.MAIN.code()).query((row, _) -> level(row)).list();
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

    List<StockSummary> findLow(@Nullable Sku after, int limit) {
        return jdbc.sql(SUMS + """
                 WHERE sku IN (SELECT sku FROM low_stock_threshold WHERE low AND sku > :after ORDER BY sku LIMIT :limit)
                GROUP BY sku ORDER BY sku""")
                .param("after", after == null ? "" : after.value())
                .param("limit", limit)
                .query(this::summary)
                .list();
    }

    /** The newest first, from before the given one. */
    List<SupplyEntry> supplies(Sku sku, SupplyEntry.Position before, int limit) {
        return jdbc.sql("""
                SELECT reference, warehouse, quantity, code, reason, supplied_by, supplied_at FROM supply
                WHERE sku = :sku AND (supplied_at, reference) < (:at, :reference)
                ORDER BY supplied_at DESC, reference DESC LIMIT :limit""")
                .param("sku", sku.value())
                .param("at", before.at().atOffset(ZoneOffset.UTC))
                .param("reference", before.reference())
                .param("limit", limit)
                .query((row, _) -> new SupplyEntry(row.getString("reference"),
                        new Warehouse(row.getString("warehouse")), row.getLong("quantity"),
                        SupplyReason.valueOf(row.getString("code")), row.getString("reason"),
                        row.getObject("supplied_by", UUID.class),
                        row.getObject("supplied_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    static StockLevel level(ResultSet row) throws SQLException {
        return new StockLevel(new Sku(row.getString("sku")), new Warehouse(row.getString("warehouse")),
                row.getLong("available"), row.getLong("reserved"), row.getLong("sold"), row.getLong("supplied"),
                row.getLong("version"));
    }

    private StockSummary summary(ResultSet row, int number) throws SQLException {
        return new StockSummary(new Sku(row.getString("sku")), row.getLong("available"), row.getLong("reserved"),
                row.getLong("sold"), row.getLong("supplied"));
    }
}
