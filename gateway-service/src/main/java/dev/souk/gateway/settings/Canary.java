package dev.souk.gateway.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which callers are sent to the canaries of a service: its instances whose Nacos metadata says {@code canary=true}, or
 * {@code version=} the one that is named here.
 *
 * @param weight of 100 callers so many; the same caller always the same way
 * @param header a request with this header goes to a canary when it says {@code true}, and to none when it says {@code false}
 */
public record Canary(@DefaultValue("0") int weight, @Nullable String header, @Nullable String version) {

    public Canary {
        if (weight < 0 || weight > 100) {
            throw new IllegalArgumentException("a canary's weight is between 0 and 100, not " + weight);
        }
    }
}
