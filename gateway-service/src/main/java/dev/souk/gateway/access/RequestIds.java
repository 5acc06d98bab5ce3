package dev.souk.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import dev.souk.gateway.filter.EdgeFilter;
import dev.souk.gateway.problem.TraceId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Names each request. {@code X-Request-Id} is the trace id, which goes on from the client's
 * {@code traceparent}; {@code X-Correlation-Id} is the client's own name for
 * what it does, of up to 64 harmless characters. Services and the client get both.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public final class RequestIds implements EdgeFilter {

    private static final String REQUEST_ID = "X-Request-Id";
    private static final String CORRELATION_ID = "X-Correlation-Id";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final String ATTRIBUTE = RequestIds.class.getName();

    static Optional<String> correlationIn(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String requestId = TraceId.of(exchange);
        String correlationId = harmless(exchange.getRequest().getHeaders().getFirst(CORRELATION_ID));
        exchange.getResponse().getHeaders().set(REQUEST_ID, requestId);
        if (correlationId != null) {
            exchange.getAttributes().put(ATTRIBUTE, correlationId);
            exchange.getResponse().getHeaders().set(CORRELATION_ID, correlationId);
        }
        return chain.filter(exchange);
    }

    /** What a service is told of the names of a request. */
    public static void tell(ServerWebExchange exchange, BiConsumer<String, List<String>> headers) {
        headers.accept(TraceId.HEADER, List.of(TraceId.forCall(exchange)));
        headers.accept(REQUEST_ID, List.of(TraceId.of(exchange)));
        headers.accept(CORRELATION_ID, correlationIn(exchange).map(List::of).orElse(List.of()));
    }

    private static @Nullable String harmless(@Nullable String given) {
        return given != null && HARMLESS.matcher(given).matches() ? given : null;
    }
}
