package dev.souk.gateway.filter;

import java.util.List;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request pass all filters of the edge by plain calls. To Spring they are one filter: around each of its own it puts
 * publishers, which most of ours need not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EdgeFilters implements WebFilter {

    private final List<EdgeFilter> filters;
    private final ApplicationContext edge;

    EdgeFilters(List<EdgeFilter> filters, ApplicationContext edge) {
        this.filters = List.copyOf(filters);
        this.edge = edge;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain pages) {
        boolean onTheManagementPort = exchange.getApplicationContext() != edge;
        return onTheManagementPort ? pages.filter(exchange) : new Next(filters, 0, pages).filter(exchange);
    }

    private record Next(List<EdgeFilter> filters, int at, WebFilterChain pages) implements WebFilterChain {

        /** A filter that throws has failed like one whose answer is an error: those around it must hear of it. */
        @Override
        public Mono<Void> filter(ServerWebExchange exchange) {
            try {
                return at == filters.size()
                        ? pages.filter(exchange)
                        : filters.get(at).filter(exchange, new Next(filters, at + 1, pages));
            } catch (RuntimeException failure) {
                return Mono.error(failure);
            }
        }
    }
}
