package dev.souk.gateway.settings;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A token bucket: so many requests in so long a time, evenly; {@code burst} of them may come at once.
 *
 * @param burst as many as {@code requests} unless said otherwise
 */
public record Rate(long requests, @DefaultValue("1s") Duration per, @Nullable Long burst) {

    public Rate {
        if (requests < 1 || per.toMillis() < 1 || (burst != null && burst < 1)) {
            throw new IllegalArgumentException("a rate needs requests, per and burst above zero, not " + requests + ", "
                    + per + ", " + burst);
        }
    }

    /** How many tokens the bucket holds. */
    public long capacity() {
        return burst == null ? requests : burst;
    }

    public double tokensPerSecond() {
        return requests * 1_000.0 / per.toMillis();
    }

    /** In how many seconds an empty bucket is full. */
    public long secondsToFill() {
        return (long) Math.ceil(capacity() / tokensPerSecond());
    }
}
