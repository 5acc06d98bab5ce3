package dev.souk.gateway.routing;

import java.net.URI;
import java.util.List;

import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Whatever a route says, nothing is sent to what services keep for each other and for operators: it looks at the address
 * that is about to be asked, after all rewriting.
 */
@Component
final class UnroutablePaths implements GlobalFilter, Ordered {

    private static final List<String> OURS = List.of("internal", "actuator");

    private final Problems problems;

    UnroutablePaths(Problems problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI asked = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        return isOurs(asked) ? problems.answer(exchange, Refusal.NOT_FOUND) : chain.filter(exchange);
    }

    /** As a lenient server would read it: {@code //internal}, {@code /INTERNAL;x} and {@code /a/../internal} are ours. */
    static boolean isOurs(URI address) {
        String path = address.normalize().getPath();
        int begin = 0;
        while (begin < path.length() && path.charAt(begin) == '/') {
            begin++;
        }
        String first = path.substring(begin).split("/", 2)[0];
        String name = first.split(";", 2)[0].strip();
        return OURS.stream().anyMatch(name::equalsIgnoreCase);
    }
}
