package dev.souk.order.flashsale;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

/**
 * What this instance knows of the sales that run, not older than a moment: so the orders of a rush ask the database once. The
 * more it costs to sum up what is undecided, the longer that moment is.
 */
@Component
class RunningSales {

    /** Of the time, the database is kept busy with this question for one part in so many. */
    private static final int SHARE = 100;
    /** Older knowledge may miss a whole sale. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** The database keeps the limits, too: a shopper does not wait for the filter for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Known(Instant until, Map<String, FlashSales.Standing> bySku) {}

    private final FlashSales sales;
    private final FlashSaleProperties properties;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known = new Known(Instant.EPOCH, Map.of());

    RunningSales(FlashSales sales, FlashSaleProperties properties, Clock clock) {
        this.sales = sales;
        this.properties = properties;
        this.clock = clock;
    }

    /** Those of these SKUs, by SKU. */
    List<FlashSales.Standing> of(Collection<String> skus) {
        Instant now = clock.instant();
        Map<String, FlashSales.Standing> current = current(now);
        return skus.stream().filter(current::containsKey).sorted().map(current::get)
                .filter(standing -> !now.isBefore(standing.sale().terms().startsAt())
                        && !standing.sale().isOver(now))
                .toList();
    }

    private Map<String, FlashSales.Standing> current(Instant now) {
        if (!isFresh(now) && mayAsk(now)) {
            try {
                if (!isFresh(now)) {
                    known = ask(now);
                }
            } finally {
                asking.unlock();
            }
        }
        return known.bySku();
    }

    /**
     * One asks; the others go on with what was known a moment before, so that a slow answer delays nobody else. After a long
     * silence, and at the start, they wait for the answer.
     */
    private boolean mayAsk(Instant now) {
        Duration patience = now.isBefore(known.until().plus(LONGEST)) ? Duration.ZERO : PATIENCE;
        try {
            return asking.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Known ask(Instant now) {
        Map<String, FlashSales.Standing> standing = sales.standing(now).stream()
                .collect(Collectors.toMap(one -> one.sale().sku(), Function.identity()));
        Duration cost = Duration.between(now, clock.instant()).multipliedBy(SHARE);
        Duration pause = Collections.max(List.of(properties.knownFor(), Collections.min(List.of(cost, LONGEST))));
        return new Known(now.plus(pause), standing);
    }

    private boolean isFresh(Instant now) {
        return now.isBefore(known.until());
    }
}
