package dev.souk.inventory.stock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Locks stock for other features of this service: all SKUs of a transaction at once and in their order, so that two transactions
 * can wait for each other but never in a circle. Every SKU has a row in the main warehouse, and who holds that one holds the SKU;
 * its rows are read afterwards, with those that came while we waited.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class StockLocks {

    private final JdbcClient jdbc;
    private final Thresholds thresholds;
    private final StockEvents events;

    StockLocks(JdbcClient jdbc, Thresholds thresholds, StockEvents events) {
        this.jdbc = jdbc;
        this.thresholds = thresholds;
        this.events = events;
    }

    /** Locks all stock of these SKUs until the caller's transaction ends. Call it once in a transaction. */
    public Shelves lock(Collection<Sku> skus) {
        if (skus.isEmpty()) {
            return new Shelves(List.of(), List.of());
        }
        var locked = jdbc.sql("""
                SELECT sku FROM stock_level WHERE sku = ANY (:skus) AND warehouse = :main ORDER BY sku FOR UPDATE""")
                .param("skus", skus.stream().map(Sku::value).distinct().toArray(String[]::new))
                .param("main", Warehouse.MAIN.code()).query(String.class).list();
        // a statement of its own, so that it sees what was committed while the one before waited; but no SKU that came
        // meanwhile, as nobody has locked it
        var watched = new ArrayList<Threshold>();
        var levels = jdbc.sql("""
                SELECT s.sku, s.warehouse, s.available, s.reserved, s.sold, s.supplied, s.version, t.threshold, t.low
                FROM stock_level s LEFT JOIN low_stock_threshold t ON t.sku = s.sku
                WHERE s.sku = ANY (:skus) ORDER BY s.sku, s.warehouse""")
                .param("skus", locked.toArray(String[]::new))
                .query((row, _) -> {
                    var level = StockRepository.level(row);
                    if (row.getObject("threshold") != null) {
                        watched.add(new Threshold(level.sku(), row.getLong("threshold"), row.getBoolean("low")));
                    }
                    return level;
                })
                .list();
        return new Shelves(levels, watched);
    }

    /** Writes what changed, all levels in one statement, and announces it. */
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
        var crossed = shelves.crossed();
        if (!crossed.isEmpty()) {
            thresholds.remember(crossed);
            events.announceLow(crossed.stream().filter(Threshold::low).map(threshold -> new StockRunningLow(
                    threshold.sku(), shelves.available(threshold.sku()), threshold.pieces())).toList());
        }
    }

    private static String[] texts(List<StockLevel> levels, Function<StockLevel, String> column) {
        return levels.stream().map(column).toArray(String[]::new);
    }

    private static Long[] numbers(List<StockLevel> levels, ToLongFunction<StockLevel> column) {
        return levels.stream().map(column::applyAsLong).toArray(Long[]::new);
    }
}
