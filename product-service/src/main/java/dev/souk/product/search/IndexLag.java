package dev.souk.product.search;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How far search is behind the catalogue. Each gauge is one look into a partial index, at the time of the scrape. */
@Component
final class IndexLag implements MeterBinder {

    private final IndexQueue queue;

    IndexLag(IndexQueue queue) {
        this.queue = queue;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("souk.search.index.waiting", queue, IndexQueue::waiting)
                .description("Products whose newest revision search does not show yet")
                .register(registry);
        Gauge.builder("souk.search.index.age", queue, waiting -> waiting.age().toMillis() / 1000.0)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("souk.search.index.refused", queue, IndexQueue::refused)
                .description("Products whose newest revision Elasticsearch refuses for good: the log says why")
                .register(registry);
    }
}
