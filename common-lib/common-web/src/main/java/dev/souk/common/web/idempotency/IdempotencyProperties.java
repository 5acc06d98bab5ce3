package dev.souk.common.web.idempotency;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code souk.idempotency}.
 *
 * @param keepFor how long a repeated request is recognised by its key; at least an hour
 */
@ConfigurationProperties("souk.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration keepFor) {

    private static final Duration SHORTEST = Duration.ofHours(1);

    IdempotencyProperties {
        if (keepFor.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("souk.idempotency.keep-for is " + keepFor + " but must be at least "
                    + SHORTEST + ": a client that repeats its request later has its effect twice");
        }
    }
}
