package dev.souk.gateway.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import reactor.core.publisher.SignalType;

/**
 * Counts and times each request as {@code http.server.requests}, the name that the other services' meters have, with the
 * route instead of an address. A plain timer, because Spring's observation of the same costs much more.
 */
@Component
final class RequestMeters {

    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final String service;

    private record Kind(String method, String status, String outcome, String route) {}

    RequestMeters(MeterRegistry meters, @Value("${spring.application.name}") String service) {
        this.meters = meters;
        this.service = service;
    }

    /**
     * An answer that did not arrive whole is no success, whatever status it began with: the service's failure when the service
     * broke it off, and {@code UNKNOWN}, as Spring calls it, when the client went away.
     *
     * @param route what answered, {@code none} when it was the edge itself
     * @param end how the answer ended
     */
    void count(HttpMethod method, int status, String route, SignalType end, long nanos) {
        timers.computeIfAbsent(kind(method, status, route, end), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Kind kind(HttpMethod method, int status, String route, SignalType end) {
        return switch (end) {
            case CANCEL -> new Kind(nameOf(method), "UNKNOWN", "UNKNOWN", route);
            case ON_ERROR -> new Kind(nameOf(method), Integer.toString(status), "SERVER_ERROR", route);
            default -> new Kind(nameOf(method), Integer.toString(status), outcome(status), route);
        };
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
                .tags("service", service, "method", kind.method(), "status", kind.status(), "outcome", kind.outcome(),
                        "route", kind.route())
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
