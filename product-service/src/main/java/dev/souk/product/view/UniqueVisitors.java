package dev.souk.product.view;

import dev.souk.product.catalogue.ProductId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** How many different visitors a product had on a day, by a HyperLogLog in Redis for each: right to about one in a hundred. */
@Component
class UniqueVisitors {

    /** So that views of a day that are counted late are still told apart from those before. */
    private static final Duration KEPT_FOR = Duration.ofDays(2);

    private final RedissonClient redis;

    UniqueVisitors(RedissonClient redis) {
        this.redis = redis;
    }

    /** A product on a day. */
    record Day(ProductId product, LocalDate date) {

        private String key() {
            return "souk:product:visitors:" + date + ":" + product;
        }
    }

    /**
     * Adds fingerprints; those that were added before change nothing.
     *
     * @return how many different ones each has now
     */
    Map<Day, Long> add(Map<Day, Set<String>> fingerprints) {
        RBatch batch = redis.createBatch(BatchOptions.defaults());
        List<RFuture<Long>> counts = new ArrayList<>();
        fingerprints.forEach((day, ofDay) -> {
            var visitors = batch.<String>getHyperLogLog(day.key(), StringCodec.INSTANCE);
            var _ = visitors.addAllAsync(ofDay);
            counts.add(visitors.countAsync());
            var _ = visitors.expireAsync(KEPT_FOR);
        });
        batch.execute();
        Iterator<RFuture<Long>> next = counts.iterator();
        Map<Day, Long> visitors = new LinkedHashMap<>();
        fingerprints.keySet().forEach(day -> visitors.put(day, next.next().toCompletableFuture().join()));
        return visitors;
    }
}
