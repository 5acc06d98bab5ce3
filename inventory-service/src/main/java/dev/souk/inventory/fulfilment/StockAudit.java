package dev.souk.inventory.fulfilment;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Adds up the stock. */
@Service
public class StockAudit {

    private static final int SHOWN = 50;

    private final JdbcClient jdbc;

    StockAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param skus how many were looked at
     * @param violations what does not add up, a sentence for each SKU and warehouse; the first 50
     */
    public record Finding(long skus, List<String> violations) {}

    /** At one instant, so that work that goes on meanwhile breaks nothing. Reads every reservation that there ever was. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Finding look() {
        return new Finding(
                jdbc.sql("SELECT count(DISTINCT sku) FROM stock_level").query(Long.class).single(),
                jdbc.sql(
                        """
                                WITH lines AS (
                                    SELECT l.sku, l.warehouse,
                                           sum(l.quantity) FILTER (WHERE r.state = 'HELD') AS held,
                                           sum(l.quantity - l.returned) FILTER (WHERE r.state = 'COMMITTED') AS committed
                                    FROM reservation_line l JOIN reservation r USING (order_id) GROUP BY l.sku, l.warehouse
                                ), supplies AS (
                                    SELECT sku, warehouse, sum(quantity) AS quantity FROM supply GROUP BY sku, warehouse
                                )
                                SELECT format('%s in %s: %s available + %s reserved (%s held) + %s sold (%s in shipments) of %s supplied (%s)',
                                              s.sku, s.warehouse, s.available, s.reserved, coalesce(l.held, 0), s.sold,
                                              coalesce(l.committed, 0), s.supplied, coalesce(u.quantity, 0))
                                FROM stock_level s
                                     LEFT JOIN lines l ON l.sku = s.sku AND l.warehouse = s.warehouse
                                     LEFT JOIN supplies u ON u.sku = s.sku AND u.warehouse = s.warehouse
                                WHERE s.available + s.reserved + s.sold <> s.supplied
                                   OR least(s.available, s.reserved, s.sold, s.supplied) < 0
                                   OR s.reserved <> coalesce(l.held, 0)
                                   OR s.sold <> coalesce(l.committed, 0)
                                   OR s.supplied <> coalesce(u.quantity, 0)
                                ORDER BY s.sku, s.warehouse LIMIT :limit""")
                        .param("limit", SHOWN).query(String.class).list());
    }
}
