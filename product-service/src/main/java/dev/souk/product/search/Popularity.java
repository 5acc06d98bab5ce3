package dev.souk.product.search;

import dev.souk.product.catalogue.CatalogueChanged;
import dev.souk.product.worker.Worker;
import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets search know now and then how often products are bought. */
@Component
final class Popularity extends Worker {

    private static final Duration NOW_AND_THEN = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Popularity(JdbcClient jdbc, ApplicationEventPublisher events, TransactionTemplate transaction) {
        super("product-popularity");
        this.jdbc = jdbc;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    protected Duration turn() {
        transaction.executeWithoutResult(_ -> refresh());
        return NOW_AND_THEN;
    }

    /** Only products whose orders have about doubled or halved are indexed again. */
    private void refresh() {
        int changed = jdbc.sql("""
                WITH demand AS (
                    SELECT product_id, least(floor(log(2, 1 + count(*))), 20) AS popularity
                    FROM purchase WHERE counted GROUP BY product_id
                ), turned AS (
                    SELECT p.id, coalesce(d.popularity, 0) AS popularity
                    FROM product p LEFT JOIN demand d ON d.product_id = p.id
                    WHERE p.popularity <> coalesce(d.popularity, 0)
                    ORDER BY p.id FOR UPDATE OF p
                )
                UPDATE product p SET popularity = turned.popularity, revision = revision + 1, queued_at = now(),
                       queued_behind = queues_behind(p)
                FROM turned WHERE p.id = turned.id""").update();
        if (changed > 0) {
            events.publishEvent(new CatalogueChanged());
        }
    }
}
