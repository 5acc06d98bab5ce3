package dev.souk.gateway.limits;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.springframework.web.server.ServerWebExchange;

/**
 * How long somebody waits for a service, when that is less than its route allows. A service that takes longer has failed, for
 * its circuit breaker too.
 */
public record Deadline(Duration atMost) {

    /** How much longer to wait for the news that time is up. */
    public static final Duration TO_BE_TOLD = Duration.ofMillis(100);

    private static final String ATTRIBUTE = Deadline.class.getName();

    static Optional<Deadline> in(Map<String, Object> attributes) {
        return Optional.ofNullable((Deadline) attributes.get(ATTRIBUTE));
    }

    public void putInto(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
