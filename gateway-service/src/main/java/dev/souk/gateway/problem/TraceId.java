package dev.souk.gateway.problem;

import java.util.Optional;
import java.util.UUID;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/** Leads from a problem and an access line to the log lines of the request in every service. */
public final class TraceId {

    private static final String ATTRIBUTE = TraceId.class.getName();

    private TraceId() {
    }

    /** The same one for the whole request; a fresh one where no trace has begun. */
    public static String of(ServerWebExchange exchange) {
        return (String) exchange.getAttributes().computeIfAbsent(ATTRIBUTE, absent -> traced(exchange)
                .orElseGet(() -> UUID.randomUUID().toString().replace("-", "")));
    }

    private static Optional<String> traced(ServerWebExchange exchange) {
        return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .map(observation -> observation.<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan)
                .map(span -> span.context().traceId());
    }
}
