package dev.souk.gateway.access;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.souk.gateway.problem.TraceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * One JSON line per request, written when the answer begins. Query and headers stay out of it: they may hold what is
 * nobody's business.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessLog implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger("souk.access");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long begin = System.nanoTime();
        // not at the end of the chain: what fails is made an answer outside of it
        exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(
                () -> write(exchange, Duration.ofNanos(System.nanoTime() - begin))));
        return chain.filter(exchange);
    }

    private static void write(ServerWebExchange exchange, Duration duration) {
        LoggingEventBuilder line = log.atInfo();
        for (Map.Entry<String, Object> field : fieldsOf(exchange, duration).entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log("{} {}", exchange.getRequest().getMethod(), exchange.getRequest().getPath().value());
    }

    private static Map<String, Object> fieldsOf(ServerWebExchange exchange, Duration duration) {
        ServerHttpRequest request = exchange.getRequest();
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("traceId", TraceId.of(exchange));
        fields.put("http.request.method", request.getMethod().name());
        fields.put("url.path", request.getPath().value());
        fields.put("http.response.status_code", status == null ? 200 : status.value());
        fields.put("event.duration", duration.toNanos());
        fields.put("client.address", clientAddress(request));
        putLength(fields, "http.request.body.bytes", request.getHeaders());
        putLength(fields, "http.response.body.bytes", exchange.getResponse().getHeaders());
        route(exchange).ifPresent(route -> fields.put("souk.route", route.getId()));
        upstream(exchange).ifPresent(address -> fields.put("souk.upstream", address));
        return fields;
    }

    private static void putLength(Map<String, Object> fields, String name, HttpHeaders headers) {
        if (headers.getContentLength() >= 0) {
            fields.put(name, headers.getContentLength());
        }
    }

    private static String clientAddress(ServerHttpRequest request) {
        InetSocketAddress client = request.getRemoteAddress();
        return client == null || client.getAddress() == null ? "unknown" : client.getAddress().getHostAddress();
    }

    private static Optional<Route> route(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
    }

    /** The instance that was asked, once the load balancer has chosen one. */
    private static Optional<String> upstream(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.<URI>getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR))
                .map(URI::getAuthority);
    }
}
