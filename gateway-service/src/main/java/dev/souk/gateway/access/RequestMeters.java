package dev.souk.gateway.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Counts and times each request as {@code http.server.requests}, the name that the other services' meters have, with the
 * route instead of an address. A plain timer, because Spring's observation of the same costs much more.
 */
@Component
final class RequestMeters {

    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final String service;

    private record Kind(String method, int status, String route) {}

    RequestMeters(MeterRegistry meters, @Value("${spring.application.name}") String service) {
        this.meters = meters;
        this.service = service;
    }

    /** @param route what answered, {@code none} when it was the edge itself */
    void count(HttpMethod method, int status, String route, long nanos) {
        timers.computeIfAbsent(new Kind(nameOf(method), status, route), this::timer).record(nanos,
                TimeUnit.NANOSECONDS);
    }

    /** Clients can invent methods, and each would be a meter. */
    private static String nameOf(HttpMethod method) {
        for (HttpMethod known : HttpMethod.values()) {
            if (known.equals(method)) {
                return known.name();
            }
        }
        return "UNKNOWN";
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.requests").description("Requests that were answered")
                .tags("service", service, "method", kind.method(), "status", Integer.toString(kind.status()),
                        "outcome", outcome(kind.status()), "route", kind.route())
                .register(meters);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
