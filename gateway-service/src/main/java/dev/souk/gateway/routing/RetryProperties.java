package dev.souk.gateway.routing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may be repeated, under {@code souk.edge.retries}.
 *
 * @param percent of the requests, at most
 * @param perSecond so many are allowed in any case, or a quiet shop would have no retries at all
 * @param attempts of one request, the first one included
 */
@ConfigurationProperties("souk.edge.retries")
record RetryProperties(@DefaultValue("20") int percent, @DefaultValue("10") int perSecond,
        @DefaultValue("3") int attempts) {

    RetryProperties {
        if (percent < 1 || percent > 100 || perSecond < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "souk.edge.retries needs a percent of 1 to 100, and per-second and attempts"
                            + " of 1 or more");
        }
    }
}
