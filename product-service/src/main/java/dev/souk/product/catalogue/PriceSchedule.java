package dev.souk.product.catalogue;

import dev.souk.product.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a new version of a product when a sale of it begins or ends, so that search, caches and other services follow as
 * they follow an edit. What a product costs does not depend on it: that is computed wherever a price is read.
 */
@Component
final class PriceSchedule extends Worker {

    private static final int PRODUCTS_AT_ONCE = 200;
    /** What another instance has written since may begin earlier than all that was known. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    /** Products that somebody else is writing stay due. */
    private static final Duration SHORTEST_REST = Duration.ofMillis(50);

    private final Products products;
    private final ProductChanges changes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PriceSchedule(Products products, ProductChanges changes, TransactionTemplate transaction, Clock clock) {
        super("price-schedule");
        this.products = products;
        this.changes = changes;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    protected Duration turn() {
        int repriced;
        do {
            repriced = Objects.requireNonNull(transaction.execute(_ -> reprice(clock.instant())));
        } while (isRunning() && repriced == PRODUCTS_AT_ONCE);
        return products.nextPriceChange().map(next -> rest(Duration.between(clock.instant(), next)))
                .orElse(LONGEST_REST);
    }

    private int reprice(Instant now) {
        Map<ProductId, Instant> due = products.lockDue(now, PRODUCTS_AT_ONCE);
        List<Product> repriced = products.find(due.keySet()).stream().map(entry -> entry.product().repriced()).toList();
        products.reprice(repriced, now);
        changes.made(repriced.stream()
                .map(product -> ProductChange.repriced(product,
                        Objects.requireNonNull(due.get(product.id())).minusMillis(1), now))
                .toList(), new ChangedBy.PriceSchedule());
        return repriced.size();
    }

    private static Duration rest(Duration untilNext) {
        if (untilNext.compareTo(LONGEST_REST) > 0) {
            return LONGEST_REST;
        }
        return untilNext.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : untilNext;
    }
}
