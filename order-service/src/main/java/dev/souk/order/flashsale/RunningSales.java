package dev.souk.order.flashsale;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

/** What this instance knows of the sales that run, not older than a moment: so the orders of a rush ask the database once. */
@Component
class RunningSales {

    private record Known(Instant at, Map<String, FlashSales.Standing> bySku) {}

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

    /** One asks; the others go on with what was known before, so that a slow answer delays nobody else. */
    private Map<String, FlashSales.Standing> current(Instant now) {
        if (!isFresh(now) && asking.tryLock()) {
            try {
                known = new Known(now, sales.standing(now).stream()
                        .collect(Collectors.toMap(standing -> standing.sale().sku(), Function.identity())));
            } finally {
                asking.unlock();
            }
        }
        return known.bySku();
    }

    private boolean isFresh(Instant now) {
        return now.isBefore(known.at().plus(properties.knownFor()));
    }
}
