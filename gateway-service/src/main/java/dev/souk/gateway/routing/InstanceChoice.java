package dev.souk.gateway.routing;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultRequest;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Chooses the instance that a request to {@code lb://} is sent to, in place of the gateway's own
 * {@code ReactiveLoadBalancerClientFilter}: it asks Spring's load balancer of the service, but copies no request for it, looks
 * up no bean twice and makes the address once.
 */
@Component
final class InstanceChoice implements GlobalFilter, Ordered {

    private static final String BALANCED = "lb";

    private final LoadBalancerClientFactory factory;
    private final Map<String, ReactorServiceInstanceLoadBalancer> balancers = new ConcurrentHashMap<>();

    InstanceChoice(LoadBalancerClientFactory factory) {
        this.factory = factory;
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI asked = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        if (!BALANCED.equals(asked.getScheme())
                && !BALANCED.equals(exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_SCHEME_PREFIX_ATTR))) {
            return chain.filter(exchange);
        }
        ServerWebExchangeUtils.addOriginalRequestUrl(exchange, asked);
        ReactorServiceInstanceLoadBalancer balancer = balancers.computeIfAbsent(asked.getHost(),
                service -> Objects.requireNonNull(
                        factory.getInstance(service, ReactorServiceInstanceLoadBalancer.class)));
        return balancer.choose(new DefaultRequest<>(exchange)).flatMap(choice -> {
            ServiceInstance chosen = choice.getServer();
            if (chosen == null) {
                return Mono.error(new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
                        "there is no instance of " + asked.getHost()));
            }
            exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, address(chosen, asked));
            return chain.filter(BALANCED.equals(asked.getScheme()) ? withoutUpgrade(exchange) : exchange);
        });
    }

    /** The gateway would make a WebSocket of any request that wishes for one; those are for routes of {@code lb:ws}. */
    private static ServerWebExchange withoutUpgrade(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().containsHeader(HttpHeaders.UPGRADE)
                ? exchange.mutate().request(request -> request.headers(headers -> headers.remove(HttpHeaders.UPGRADE)))
                        .build()
                : exchange;
    }

    /** Path and query stay as they were asked for. */
    static URI address(ServiceInstance instance, URI asked) {
        String scheme = (BALANCED.equals(asked.getScheme()) ? "http" : asked.getScheme())
                + (instance.isSecure() ? "s" : "");
        String host = instance.getHost().contains(":") ? "[" + instance.getHost() + "]" : instance.getHost(); // IPv6
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return URI.create(scheme + "://" + host + ":" + instance.getPort() + asked.getRawPath() + query);
    }
}
