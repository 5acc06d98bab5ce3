package dev.souk.inventory.stock;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Locks stock for other features of this service. Rows are always locked in the order of SKU and warehouse, all at once, so
 * that two transactions can wait for each other but never in a circle.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StockLocks {

    private final JdbcClient jdbc;
    private final StockEvents events;

    StockLocks(JdbcClient jdbc, StockEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Locks every row of these SKUs until the caller's transaction ends. Call it once in a transaction. */
    public Shelves lock(Collection<Sku> skus) {
        if (skus.isEmpty()) {
            return new Shelves(List.of());
        }
        return new Shelves(jdbc.sql("""
                SELECT sku, warehouse, available, reserved, sold, supplied, version FROM stock_level
                WHERE sku = ANY (:skus) ORDER BY sku, warehouse FOR UPDATE""")
                .param("skus", skus.stream().map(Sku::value).distinct().toArray(String[]::new))
                .query((row, _) -> new StockLevel(new Sku(row.getString("sku")),
                        new Warehouse(row.getString("warehouse")),
                        row.getLong("available"), row.getLong("reserved"), row.getLong("sold"),
                        row.getLong("supplied"), row.getLong("version")))
                .list());
    }

    /** Writes what changed, in one statement, and announces it. */
    public void store(Shelves shelves) {
        var levels = shelves.changedLevels();
        if (levels.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE stock_level s
                SET available = n.available, reserved = n.reserved, sold = n.sold, supplied = n.supplied,
                    version = n.version
                FROM unnest(:skus, :warehouses, :available, :reserved, :sold, :supplied, :versions)
                     AS n (sku, warehouse, available, reserved, sold, supplied, version)
                WHERE s.sku = n.sku AND s.warehouse = n.warehouse""")
                .param("skus", texts(levels, level -> level.sku().value()))
                .param("warehouses", texts(levels, level -> level.warehouse().code()))
                .param("available", numbers(levels, StockLevel::available))
                .param("reserved", numbers(levels, StockLevel::reserved))
                .param("sold", numbers(levels, StockLevel::sold))
                .param("supplied", numbers(levels, StockLevel::supplied))
                .param("versions", numbers(levels, StockLevel::version))
                .update();
        events.announceLevels(shelves.facts());
    }

    private static String[] texts(List<StockLevel> levels, Function<StockLevel, String> column) {
        return levels.stream().map(column).toArray(String[]::new);
    }

    private static Long[] numbers(List<StockLevel> levels, ToLongFunction<StockLevel> column) {
        return levels.stream().map(column::applyAsLong).toArray(Long[]::new);
    }
}
