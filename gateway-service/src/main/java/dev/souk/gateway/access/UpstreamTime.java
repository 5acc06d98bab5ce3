package dev.souk.gateway.access;

import java.time.Duration;
import java.util.Optional;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Measures how long the service behind took until its answer began, all attempts together. */
@Component
final class UpstreamTime implements GlobalFilter, Ordered {

    private static final String ATTRIBUTE = UpstreamTime.class.getName();

    /** Just around the filter that asks the service. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    static Optional<Duration> in(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        long begin = System.nanoTime();
        return chain.filter(exchange).doFinally(end -> exchange.getAttributes().merge(ATTRIBUTE,
                Duration.ofNanos(System.nanoTime() - begin),
                (before, more) -> ((Duration) before).plus((Duration) more)));
    }
}
