package dev.souk.gateway.limits;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import dev.souk.gateway.redis.RedisLink;
import dev.souk.gateway.settings.Rate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Decides whether a caller may go on, by buckets that all instances share; without Redis, by buckets of this instance. Redis
 * has a tenth of a second to answer; after a silence it is left alone for a second. Decisions without it are counted in
 * {@code souk.edge.limits.local}.
 */
@Component
final class RateLimits {

    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(1);

    private final Leases leases;
    private final SharedBuckets shared;
    private final LocalBuckets local;
    private final RedisLink redis;
    private final Clock clock;
    private final Counter decidedLocally;
    private final AtomicLong leftAloneUntilMs = new AtomicLong();

    RateLimits(Leases leases, SharedBuckets shared, LocalBuckets local, RedisLink redis, Clock clock,
            MeterRegistry meters) {
        this.leases = leases;
        this.shared = shared;
        this.local = local;
        this.redis = redis;
        this.clock = clock;
        this.decidedLocally = Counter.builder("souk.edge.limits.local")
                .description("Requests whose limit was decided without Redis").register(meters);
    }

    /** A token that need not be asked for; nothing when {@link #take} is to be called. */
    @Nullable
    Take takeAtHand(String bucket) {
        return leases.take(bucket);
    }

    /** Never fails. */
    Mono<Take> take(String bucket, Rate rate) {
        if (!redis.isUp() || clock.millis() < leftAloneUntilMs.get()) {
            return Mono.just(takeLocally(bucket, rate));
        }
        return shared.take(bucket, rate, leases.wanted(bucket, rate)).timeout(ANSWER).map(take -> {
            if (take.taken()) {
                leases.keep(bucket, take);
                return take;
            }
            // what another request of the same caller has taken in advance meanwhile is his, too
            return Objects.requireNonNullElse(leases.take(bucket), take);
        }).onErrorResume(silent -> {
            leftAloneUntilMs.set(clock.millis() + LEFT_ALONE.toMillis());
            return Mono.just(takeLocally(bucket, rate));
        });
    }

    private Take takeLocally(String bucket, Rate rate) {
        decidedLocally.increment();
        return local.take(bucket, rate);
    }
}
