package dev.souk.gateway.limits;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.souk.gateway.settings.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import org.springframework.stereotype.Component;

/**
 * Token buckets of this instance alone, for as long as Redis is away: with several instances a caller has so many times his
 * rate then.
 */
@Component
final class LocalBuckets {

    /** About 20 MB. The one that was not asked for longest goes first, and is full when it comes again. */
    private static final int CAPACITY = 100_000;

    private record Key(String bucket, Rate rate) {}

    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder().maximumSize(CAPACITY).build();

    Take take(String bucket, Rate rate) {
        ConsumptionProbe probe = buckets.get(new Key(bucket, rate), key -> full(rate)).tryConsumeAndReturnRemaining(1);
        return new Take(probe.isConsumed() ? 1 : 0, probe.getRemainingTokens(),
                Duration.ofNanos(probe.isConsumed() ? 0 : probe.getNanosToWaitForRefill()));
    }

    private static Bucket full(Rate rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.capacity()).refillGreedy(rate.requests(), rate.per()))
                .build();
    }
}
