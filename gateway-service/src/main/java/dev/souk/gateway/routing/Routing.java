package dev.souk.gateway.routing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.souk.gateway.filter.EdgeFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.event.RefreshRoutesResultEvent;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.annotation.Order;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Sends a request through the filters of the first route that it matches, in place of the gateway's own
 * {@code RoutePredicateHandlerMapping} and {@code FilteringWebHandler}: what they do for each request by chains of publishers
 * is a loop here, over routes whose filters are in order already. What matches no route goes on to the edge's own pages.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
public final class Routing implements EdgeFilter, SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Routing.class);

    private record FilteredRoute(Route route, List<GatewayFilter> filters) {}

    private final RouteLocator locator;
    private final List<GlobalFilter> globalFilters;
    private volatile List<FilteredRoute> routes = List.of();

    Routing(RouteLocator locator, List<GlobalFilter> globalFilters) {
        this.locator = locator;
        this.globalFilters = globalFilters;
    }

    @Override
    public void afterSingletonsInstantiated() {
        readRoutes();
    }

    @EventListener(RefreshRoutesResultEvent.class)
    synchronized void readRoutes() {
        locator.getRoutes().map(route -> new FilteredRoute(route, filtersOf(route))).collectList()
                .subscribe(read -> routes = List.copyOf(read),
                        failure -> log.error("The routes cannot be read anew. Those from before stay in force",
                                failure));
    }

    private List<GatewayFilter> filtersOf(Route route) {
        return Stream.concat(globalFilters.stream().map(Routing::ordered), route.getFilters().stream())
                .sorted(AnnotationAwareOrderComparator.INSTANCE).toList();
    }

    private static GatewayFilter ordered(GlobalFilter filter) {
        int order = filter instanceof Ordered ordered
                ? ordered.getOrder()
                : OrderUtils.getOrder(filter.getClass(), Ordered.LOWEST_PRECEDENCE);
        return new OrderedGatewayFilter(filter::filter, order);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return follow(exchange, () -> chain.filter(exchange));
    }

    /** @param elsewhere what to do when there is no route */
    public Mono<Void> follow(ServerWebExchange exchange, Supplier<Mono<Void>> elsewhere) {
        return follow(exchange, elsewhere, routes, 0);
    }

    private static Mono<Void> follow(ServerWebExchange exchange, Supplier<Mono<Void>> elsewhere,
            List<FilteredRoute> routes, int first) {
        for (int at = first; at < routes.size(); at++) {
            FilteredRoute candidate = routes.get(at);
            CompletableFuture<Boolean> matches = matches(candidate.route(), exchange);
            if (!matches.isDone()) {
                int next = at + 1;
                return Mono.fromFuture(matches).flatMap(yes -> yes
                        ? handle(exchange, candidate)
                        : follow(exchange, elsewhere, routes, next));
            }
            if (matches.join()) {
                return handle(exchange, candidate);
            }
        }
        forgetSearch(exchange);
        return elsewhere.get();
    }

    /** Done already with all predicates but those that read a body. A route whose predicate fails is not the one. */
    private static CompletableFuture<Boolean> matches(Route route, ServerWebExchange exchange) {
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_PREDICATE_ROUTE_ATTR, route.getId());
        return Mono.defer(() -> Mono.from(route.getPredicate().apply(exchange))).onErrorResume(failure -> {
            log.error("A predicate of route {} failed, so it is passed over", route.getId(), failure);
            return Mono.just(false);
        }).toFuture();
    }

    private static Mono<Void> handle(ServerWebExchange exchange, FilteredRoute found) {
        forgetSearch(exchange);
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, found.route());
        return new Chain(found.filters(), 0).filter(exchange);
    }

    /** What predicates know of this address would be taken for another one's, which a filter or a part of a page asks for. */
    private static void forgetSearch(ServerWebExchange exchange) {
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_PREDICATE_ROUTE_ATTR);
        exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_PREDICATE_PATH_CONTAINER_ATTR);
    }

    private record Chain(List<GatewayFilter> filters, int next) implements GatewayFilterChain {

        /** Only when it is subscribed to: filters of the gateway ask for what comes after them before they have done their work. */
        @Override
        public Mono<Void> filter(ServerWebExchange exchange) {
            return Mono.defer(() -> next == filters.size()
                    ? Mono.empty()
                    : filters.get(next).filter(exchange, new Chain(filters, next + 1)));
        }
    }
}
