package dev.souk.product.purchase;

import dev.souk.product.catalogue.ProductId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchOptions.ExecutionMode;
import org.redisson.api.RBatch;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.PlainOptions;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/**
 * The products that are most in demand, in a sorted set in Redis, so that no reader sorts the table. The table is the truth:
 * the set is written as a whole, so nothing can be counted twice or be lost in it, and it ends by itself when nobody
 * writes it any more.
 */
@Component
class Leaderboard {

    /** More than a page of the largest size, for those that are withdrawn before the set is written again. */
    static final int PLACES = 150;

    private static final String KEY = "souk:product:trending";
    private static final Duration ENDS_AFTER = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);

    private final RedissonClient redis;
    private final Trends trends;

    Leaderboard(RedissonClient redis, Trends trends) {
        this.redis = redis;
        this.trends = trends;
    }

    /** The first first. While Redis has no set, or is away, the table is asked: the same answer, for a sort more. */
    List<ProductId> top() {
        try {
            List<ProductId> top = redis
                    .<String>getScoredSortedSet(PlainOptions.name(KEY).codec(StringCodec.INSTANCE).timeout(PATIENCE)
                            .retryAttempts(0))
                    .valueRangeReversed(0, PLACES - 1).stream()
                    .map(id -> new ProductId(UUID.fromString(id)))
                    .toList();
            if (!top.isEmpty()) {
                return top;
            }
        } catch (RedisException away) {
            // as when it has lost the set
        }
        return trends.top(PLACES).stream().map(Trends.Trend::product).toList();
    }

    /** Writes what the table says now. Readers see the old set or the new one. */
    void write() {
        List<Trends.Trend> top = trends.top(PLACES);
        RBatch batch = redis
                .createBatch(BatchOptions.defaults().executionMode(ExecutionMode.REDIS_WRITE_ATOMIC));
        var set = batch.<String>getScoredSortedSet(KEY, StringCodec.INSTANCE);
        var _ = set.deleteAsync();
        if (!top.isEmpty()) {
            var _ = set.addAllAsync(top.stream()
                    .collect(Collectors.toMap(trend -> trend.product().toString(), Trends.Trend::score)));
            var _ = set.expireAsync(ENDS_AFTER);
        }
        // Redisson never ends the future of a batch that it sends again after a slow connect
        var _ = batch.executeAsync().toCompletableFuture().orTimeout(LONGEST_WRITE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
