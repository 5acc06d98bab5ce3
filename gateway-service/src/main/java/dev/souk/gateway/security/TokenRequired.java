package dev.souk.gateway.security;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Every routed call needs a token, except to the public endpoints. */
@Component
final class TokenRequired implements GlobalFilter, Ordered {

    private final PublicEndpoints publicEndpoints;
    private final Problems problems;

    TokenRequired(PublicEndpoints publicEndpoints, Problems problems) {
        this.publicEndpoints = publicEndpoints;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** A token that is there was verified before: a bad one does not get here. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Caller.isSignedIn(exchange) || publicEndpoints.include(exchange.getRequest())
                ? chain.filter(exchange)
                : refuse(exchange);
    }

    private Mono<Void> refuse(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return problems.answer(exchange, Refusal.UNAUTHENTICATED);
    }
}
