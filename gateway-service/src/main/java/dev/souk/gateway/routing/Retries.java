package dev.souk.gateway.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Asks again, of an instance chosen anew, when a connection was refused or broke before any of an answer was passed on.
 * Only what can do no harm twice is repeated: {@code GET} and {@code HEAD} without a body, which could be read only once; {@code PUT} and {@code DELETE} are not, because a supply is a difference
 * here. Nor is it repeated when an answer takes too long, which would double the wait; a connection that was not made in time
 * has carried no request, and counts as refused. Never two at once: nothing is hedged.
 */
@Component
final class Retries implements GlobalFilter, Ordered {

    private static final int FIRST_PAUSE_MS = 50;

    private final RetryBudget budget;
    private final int attempts;
    private final Counter spent;
    private final Counter denied;

    Retries(RetryBudget budget, RetryProperties properties, MeterRegistry meters) {
        this.budget = budget;
        this.attempts = properties.attempts();
        this.spent = Counter.builder("souk.edge.retries").tag("budget", "spent").register(meters);
        this.denied = Counter.builder("souk.edge.retries").tag("budget", "exhausted").register(meters);
    }

    /** Inside of the circuit breaker, for which all attempts are one call. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 40;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        budget.request();
        return isRepeatable(exchange.getRequest())
                ? attempt(exchange, chain, 1)
                : chain.filter(exchange);
    }

    private Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain, int number) {
        return chain.filter(exchange).onErrorResume(
                failure -> isWorthAnother(failure, exchange) && number < attempts && isAffordable(),
                failure -> Mono.delay(pauseAfter(number)).then(Mono.defer(() -> {
                    forget(exchange);
                    return attempt(exchange, chain, number + 1);
                })));
    }

    private static boolean isRepeatable(ServerHttpRequest request) {
        HttpMethod method = request.getMethod();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) && !Upload.hasBody(request);
    }

    private static boolean isWorthAnother(Throwable failure, ServerWebExchange exchange) {
        return (failure instanceof IOException || failure.getCause() instanceof IOException)
                && !exchange.getResponse().isCommitted();
    }

    private boolean isAffordable() {
        boolean affordable = budget.spend();
        (affordable ? spent : denied).increment();
        return affordable;
    }

    /** 50 ms, then 100 ms, each up to half as long again, so that many do not come back at once. */
    private static Duration pauseAfter(int attempt) {
        int pause = FIRST_PAUSE_MS * attempt;
        return Duration.ofMillis(pause + ThreadLocalRandom.current().nextInt(pause / 2));
    }

    /** What the failed attempt left behind, as the gateway's own retry filter does. */
    private static void forget(ServerWebExchange exchange) {
        Answer.discard(exchange);
        ServerWebExchangeUtils.reset(exchange);
    }
}
