package dev.souk.gateway.access;

import java.time.Duration;
import java.util.Optional;

import org.springframework.web.server.ServerWebExchange;

/** How long the service behind took until its answer began, all attempts together. */
public final class UpstreamTime {

    private static final String ATTRIBUTE = UpstreamTime.class.getName();

    private UpstreamTime() {
    }

    static Optional<Duration> in(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    /** One attempt more, which began then and has ended now. */
    public static void add(ServerWebExchange exchange, long beginNanos) {
        exchange.getAttributes().merge(ATTRIBUTE, Duration.ofNanos(System.nanoTime() - beginNanos),
                (before, more) -> ((Duration) before).plus((Duration) more));
    }
}
