package dev.souk.gateway.access;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ClientAddress;
import dev.souk.gateway.client.ConnectionThread;
import dev.souk.gateway.filter.EdgeFilter;
import dev.souk.gateway.problem.FailuresAsProblems;
import dev.souk.gateway.problem.TraceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * One JSON line per request, written when its answer has ended. Query and headers stay out of it, and of the user only a hash
 * of the id: they may hold what is nobody's business.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessLog implements EdgeFilter {

    private static final Logger log = LoggerFactory.getLogger("souk.access");
    private static final int HASH_BYTES = 8;

    private final ClientAddress clientAddress;
    private final FailuresAsProblems failures;
    private final RequestMeters meters;

    AccessLog(ClientAddress clientAddress, FailuresAsProblems failures, RequestMeters meters,
            @Value("${spring.application.name}") String service,
            @Value("${logging.structured.format.console:}") String format) {
        this.clientAddress = clientAddress;
        this.failures = failures;
        this.meters = meters;
        if (!format.isBlank() && log instanceof ch.qos.logback.classic.Logger ours) {
            AccessLine.writeThoseOf(ours, service);
        }
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
        HttpMethod method = exchange.getRequest().getMethod();
        String path = exchange.getRequest().getPath().value();
        int status = status(exchange);
        Optional<String> route = route(exchange).map(Route::getId);
        meters.count(method, status, route.orElse("none"), end, nanos);
        // keys that begin alike stand together: see AccessLine
        LoggingEventBuilder line = log.atInfo().addKeyValue("traceId", TraceId.of(exchange))
                .addKeyValue("http.request.method", method.name()).addKeyValue("http.request.body.bytes", bytesIn)
                .addKeyValue("http.response.status_code", status).addKeyValue("http.response.body.bytes", bytesOut)
                .addKeyValue("url.path", path).addKeyValue("event.duration", nanos)
                .addKeyValue("client.address", clientAddress.of(exchange).getHostAddress());
        line = with(line, "user.hash",
                Caller.in(exchange.getAttributes()).filter(Caller::isUser).map(Caller::name).map(AccessLog::hash));
        line = with(line, "souk.correlation", RequestIds.correlationIn(exchange));
        line = with(line, "souk.route", route);
        line = with(line, "souk.upstream", upstream(exchange));
        line = with(line, "souk.upstream-duration", UpstreamTime.in(exchange).map(Duration::toNanos));
        if (end != SignalType.ON_COMPLETE) {
            line = line.addKeyValue("souk.broken", end == SignalType.CANCEL ? "by the client" : "by the service");
        }
        line.log(method.name() + " " + path);
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, Optional<?> value) {
        return value.isPresent() ? line.addKeyValue(key, value.get()) : line;
    }

    private static int status(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? 200 : status.value();
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
