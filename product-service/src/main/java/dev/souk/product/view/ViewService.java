package dev.souk.product.view;

import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.PurchaseService;
import dev.souk.product.view.UniqueVisitors.Day;
import dev.souk.product.view.ViewCounts.Count;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts how often each product is looked at and by how many. A view goes into a stream in Redis, and from there within a
 * second into PostgreSQL, where it is counted once: how far the stream is counted is stored in the transaction of the
 * counts. Lost is only what Redis loses, or what it did not take because it was away.
 */
@Service
public class ViewService {

    /** How many views are counted in one transaction. */
    private static final int BATCH = 5_000;
    private static final int KEPT_DAYS = 400;

    private final ViewStream stream;
    private final UniqueVisitors unique;
    private final ViewCounts counts;
    private final PurchaseService demand;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Counter buffered;
    private final Counter dropped;

    ViewService(ViewStream stream, UniqueVisitors unique, ViewCounts counts, PurchaseService demand,
            TransactionTemplate transaction, Clock clock, MeterRegistry meters) {
        this.stream = stream;
        this.unique = unique;
        this.counts = counts;
        this.demand = demand;
        this.transaction = transaction;
        this.clock = clock;
        this.buffered = counter("buffered", meters);
        this.dropped = counter("dropped", meters);
    }

    private static Counter counter(String result, MeterRegistry meters) {
        return Counter.builder("souk.product.views").description("Views that Redis took, and that it did not")
                .tag("result", result).register(meters);
    }

    /** Never waits and never fails: who looks at a product does not care whether it is counted. */
    public void viewed(ProductId product, Visitor visitor) {
        stream.add(product, visitor.fingerprint(today()))
                .whenComplete((taken, failure) -> (failure == null ? buffered : dropped).increment());
    }

    /** What a product's page had on one day. */
    public record ViewsOfDay(LocalDate day, long views, long visitors) {}

    /** The last days on which somebody looked at it, the latest first. */
    public List<ViewsOfDay> lastDays(ProductId product, int days) {
        return counts.since(product, today().minusDays(days - 1L)).stream()
                .map(count -> new ViewsOfDay(count.day().date(), count.views(), count.visitors())).toList();
    }

    /** Counts what has come in, unless another instance is at it. */
    void flush() {
        List<View> counted;
        do {
            counted = Objects.requireNonNull(transaction.execute(_ -> flushBatch()));
            if (!counted.isEmpty()) {
                stream.clearUpTo(counted.getLast().place());
            }
        } while (counted.size() == BATCH);
    }

    private List<View> flushBatch() {
        List<View> views = counts.cursor().map(place -> stream.after(place, BATCH)).orElse(List.of());
        if (!views.isEmpty()) {
            count(views);
            counts.moveCursor(views.getLast().place());
        }
        return views;
    }

    private void count(List<View> views) {
        Map<Day, Long> looked = views.stream()
                .collect(Collectors.groupingBy(ViewService::dayOf, Collectors.counting()));
        Map<Day, Set<String>> fingerprints = new LinkedHashMap<>();
        views.forEach(view -> fingerprints.computeIfAbsent(dayOf(view), _ -> new HashSet<>()).add(view.fingerprint()));
        Map<Day, Long> visitors = unique.add(fingerprints);
        Map<Day, Count> before = counts.of(looked.keySet());
        List<Count> after = new ArrayList<>();
        Map<ProductId, Long> newVisitors = new HashMap<>();
        looked.forEach((day, times) -> {
            Count old = before.getOrDefault(day, new Count(day, 0, 0));
            // Redis may have lost those of this morning
            long now = Math.max(old.visitors(), visitors.getOrDefault(day, 0L));
            after.add(new Count(day, old.views() + times, now));
            if (now > old.visitors()) {
                newVisitors.merge(day.product(), now - old.visitors(), Long::sum);
            }
        });
        counts.put(after);
        demand.visited(newVisitors);
    }

    void forgetOldDays() {
        counts.deleteBefore(today().minusDays(KEPT_DAYS));
    }

    private static Day dayOf(View view) {
        return new Day(view.product(), view.day());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
