package dev.souk.gateway.routing;

import java.time.Duration;

import io.github.bucket4j.Bucket;
import org.springframework.stereotype.Component;

/**
 * Keeps retries from multiplying the load on services that fail: each request earns a share of a retry, and a few are allowed
 * every second besides. What was earned in the last ten seconds at that pace can be saved.
 */
@Component
final class RetryBudget {

    private static final int SAVED_SECONDS = 10;

    private final int percent;
    private final Bucket hundredths;

    RetryBudget(RetryProperties properties) {
        this.percent = properties.percent();
        long perSecond = 100L * properties.perSecond();
        this.hundredths = Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond * SAVED_SECONDS)
                        .refillGreedy(perSecond, Duration.ofSeconds(1))
                        .initialTokens(perSecond))
                .build();
    }

    void request() {
        hundredths.addTokens(percent);
    }

    /** @return whether there is one */
    boolean spend() {
        return hundredths.tryConsume(100);
    }
}
