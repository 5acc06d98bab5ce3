package dev.souk.gateway.limits;

import java.time.Clock;
import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.souk.gateway.settings.Rate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tokens of busy callers that were taken from the shared bucket in advance, so that most requests need not ask Redis. Only
 * who comes back within a second gets any, at most a tenth of what is in his bucket and no more than a second brings; they
 * are good for that second. So all instances together never let more requests pass than the bucket gave out, but each may let
 * up to a tenth of a full bucket pass a second late. A bucket that is nearly empty gives them one by one: who reaches his
 * limit is told so exactly.
 */
@Component
final class Leases {

    private static final Duration LIFE = Duration.ofSeconds(1);
    private static final int CAPACITY = 100_000;

    private final Cache<String, Lease> leases = Caffeine.newBuilder().maximumSize(CAPACITY).build();
    private final Clock clock;

    Leases(Clock clock) {
        this.clock = clock;
    }

    /** One of the tokens that are at hand, or nothing. */
    @Nullable
    Take take(String bucket) {
        Lease lease = leases.getIfPresent(bucket);
        return lease == null ? null : lease.take(clock.millis());
    }

    /** How many tokens to ask the shared bucket for, at most; several for one request at a time only. */
    long wanted(String bucket, Rate rate) {
        Lease lease = leases.getIfPresent(bucket);
        return lease != null && lease.isWanted(clock.millis()) ? Math.max(1, (long) rate.tokensPerSecond()) : 1;
    }

    /** Keeps what was taken beyond the one token that is spent now. */
    void keep(String bucket, Take take) {
        leases.get(bucket, absent -> new Lease()).add(take.tokens() - 1, take.remaining(), clock.millis());
    }

    private static final class Lease {

        private long tokens;
        private long remaining;
        private long endsMs;
        private long askedUntilMs;

        synchronized @Nullable Take take(long nowMs) {
            if (tokens == 0 || nowMs >= endsMs) {
                return null;
            }
            tokens--;
            return new Take(1, remaining + tokens, Duration.ZERO);
        }

        /** Who asks for several keeps others from it until the answer is there, or will not come any more. */
        synchronized boolean isWanted(long nowMs) {
            boolean wanted = nowMs < endsMs && nowMs >= askedUntilMs;
            if (wanted) {
                askedUntilMs = nowMs + LIFE.toMillis();
            }
            return wanted;
        }

        synchronized void add(long more, long left, long nowMs) {
            tokens = nowMs < endsMs ? tokens + more : more;
            remaining = left;
            endsMs = nowMs + LIFE.toMillis();
            if (more > 0) {
                askedUntilMs = 0;
            }
        }
    }
}
