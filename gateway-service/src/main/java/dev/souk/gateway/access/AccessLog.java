package dev.souk.gateway.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ClientAddress;
import dev.souk.gateway.client.ConnectionThread;
import dev.souk.gateway.problem.FailuresAsProblems;
import dev.souk.gateway.problem.TraceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * One JSON line per request, written when its answer has ended. Query and headers stay out of it, and of the user only a hash
 * of the id: they may hold what is nobody's business.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessLog implements WebFilter {

    private static final Logger log = LoggerFactory.getLogger("souk.access");
    private static final int HASH_BYTES = 8;

    private final ClientAddress clientAddress;
    private final FailuresAsProblems failures;

    AccessLog(ClientAddress clientAddress, FailuresAsProblems failures) {
        this.clientAddress = clientAddress;
        this.failures = failures;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long begin = System.nanoTime();
        CountedRequest request = new CountedRequest(exchange.getRequest());
        CountedResponse response = new CountedResponse(exchange.getResponse());
        ServerWebExchange counted = exchange.mutate().request(request).response(response).build();
        // here and not outside, so that the line knows the answer to a failure
        return chain.filter(counted).onErrorResume(failure -> failures.handle(counted, failure))
                .publishOn(ConnectionThread.of(request))
                .doFinally(end -> write(counted, request.bytes(), response.bytes(), System.nanoTime() - begin, end));
    }

    private void write(ServerWebExchange exchange, long bytesIn, long bytesOut, long nanos, SignalType end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        fields.put("traceId", TraceId.of(exchange));
        fields.put("http.request.method", exchange.getRequest().getMethod().name());
        fields.put("url.path", exchange.getRequest().getPath().value());
        fields.put("http.response.status_code", status == null ? 200 : status.value());
        fields.put("http.request.body.bytes", bytesIn);
        fields.put("http.response.body.bytes", bytesOut);
        fields.put("event.duration", nanos);
        fields.put("client.address", clientAddress.of(exchange).getHostAddress());
        RequestIds.correlationIn(exchange).ifPresent(id -> fields.put("souk.correlation", id));
        Caller.in(exchange.getAttributes()).filter(Caller::isUser)
                .ifPresent(user -> fields.put("user.hash", hash(user.name())));
        route(exchange).ifPresent(route -> fields.put("souk.route", route.getId()));
        upstream(exchange).ifPresent(address -> fields.put("souk.upstream", address));
        UpstreamTime.in(exchange).ifPresent(time -> fields.put("souk.upstream-duration", time.toNanos()));
        if (end != SignalType.ON_COMPLETE) {
            fields.put("souk.broken", end == SignalType.CANCEL ? "by the client" : "by the service");
        }
        LoggingEventBuilder line = log.atInfo();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log("{} {}", exchange.getRequest().getMethod(), exchange.getRequest().getPath().value());
    }

    private static Optional<Route> route(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
    }

    /** The instance that was asked, once the load balancer has chosen one. */
    private static Optional<String> upstream(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.<URI>getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR))
                .map(URI::getAuthority);
    }

    /** Long enough to tell users apart, of ids that nobody can guess. */
    static String hash(String userId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(userId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
