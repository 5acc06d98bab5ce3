package dev.souk.gateway.filter;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** A {@code WebFilter} of the edge, which requests to the management port do not pass; in the order of {@code @Order}. */
public interface EdgeFilter {

    /**
     * Called once for each request, and the answer is subscribed to at once. So the chain goes on when it is called, and not
     * only when its answer is subscribed to: who must wait for something first defers that call.
     */
    Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain);
}
