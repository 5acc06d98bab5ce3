package dev.souk.product.catalogue;

import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What inventory-service says is available; the catalogue keeps the newest word on each SKU. */
@Service
public class StockLevels {

    /** More products than these are no sales but a delivery, and wait behind what people change. */
    static final int MOST_AHEAD = 50;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    StockLevels(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * One word on one SKU.
     *
     * @param version grows per SKU; a lower one than the known is old news
     */
    public record StockLevel(String sku, long available, long version) {}

    /**
     * Takes the levels over, in any order, any of them any number of times. A product goes to the index again only when its
     * stock ran out or came back: each sold piece would otherwise rewrite its document.
     */
    @Transactional
    public void heard(List<StockLevel> levels) {
        int requeued = jdbc.sql("""
                WITH newest AS (
                    SELECT DISTINCT ON (sku) sku, available, version
                    FROM unnest(:skus, :available, :versions) AS level (sku, available, version)
                    ORDER BY sku, version DESC
                ), taken AS (
                    INSERT INTO stock_level (sku, available, version)
                    SELECT sku, available, version FROM newest ORDER BY sku
                    ON CONFLICT (sku) DO UPDATE SET available = excluded.available, version = excluded.version
                    WHERE stock_level.version < excluded.version
                    RETURNING new.sku, (coalesce(old.available, 0) > 0) <> (new.available > 0) AS turned
                )
                UPDATE product SET revision = revision + 1, queued_at = now(),
                       queued_behind = (SELECT count(*) FROM taken WHERE turned) > :mostAhead AND queues_behind(product)
                WHERE id IN (SELECT v.product_id FROM variant v JOIN taken t ON t.sku = v.sku AND t.turned)""")
                .param("mostAhead", MOST_AHEAD)
                .param("skus", levels.stream().map(StockLevel::sku).toArray(String[]::new))
                .param("available", levels.stream().map(StockLevel::available).toArray(Long[]::new))
                .param("versions", levels.stream().map(StockLevel::version).toArray(Long[]::new))
                .update();
        if (requeued > 0) {
            events.publishEvent(new CatalogueChanged());
        }
    }
}
