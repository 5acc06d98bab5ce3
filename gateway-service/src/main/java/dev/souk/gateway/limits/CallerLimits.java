package dev.souk.gateway.limits;

import java.time.Duration;
import java.util.Map;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ConnectionThread;
import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import dev.souk.gateway.settings.LiveSettings;
import dev.souk.gateway.settings.Rate;
import dev.souk.gateway.settings.CallerRates;
import dev.souk.gateway.settings.CallerRates.OfEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * How much one caller may ask for. Each answer says what is left, in the headers of the IETF draft
 * draft-ietf-httpapi-ratelimit-headers-10: {@code RateLimit-Policy: "user";q=100;w=2} and {@code RateLimit: "user";r=99;t=1}.
 */
@Component
public final class CallerLimits {

    private final LiveSettings settings;
    private final RateLimits limits;
    private final Problems problems;
    private final MeterRegistry meters;

    CallerLimits(LiveSettings settings, RateLimits limits, Problems problems, MeterRegistry meters) {
        this.settings = settings;
        this.limits = limits;
        this.problems = problems;
        this.meters = meters;
    }

    private record Policy(String name, Rate rate) {}

    /**
     * Counts the request for its caller.
     *
     * @param next when he may go on; otherwise the answer is 429
     */
    public Mono<Void> count(ServerWebExchange exchange, Caller caller, Mono<Void> next) {
        Policy policy = policyFor(exchange, caller);
        return limits.take(policy.name() + ":" + caller.name(), policy.rate())
                .publishOn(ConnectionThread.of(exchange.getRequest())).flatMap(take -> {
                    tell(exchange.getResponse().getHeaders(), policy, take);
                    return take.taken() ? next : refuse(exchange, policy, take);
                });
    }

    private Policy policyFor(ServerWebExchange exchange, Caller caller) {
        CallerRates inForce = settings.current().limits();
        for (Map.Entry<String, OfEndpoint> entry : inForce.endpoints().entrySet()) {
            if (entry.getValue().endpoint().includes(exchange.getRequest())) {
                return new Policy(entry.getKey(), entry.getValue().rate());
            }
        }
        return caller.isUser() ? new Policy("user", inForce.user()) : new Policy("address", inForce.address());
    }

    private static void tell(HttpHeaders headers, Policy policy, Take take) {
        Rate rate = policy.rate();
        headers.set("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(policy.name(), rate.capacity(),
                rate.secondsToFill()));
        headers.set("RateLimit", "\"%s\";r=%d;t=%d".formatted(policy.name(), take.remaining(),
                secondsUntilFull(rate, take)));
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Policy policy, Take take) {
        meters.counter("souk.edge.limits.refused", "policy", policy.name()).increment();
        return problems.answer(exchange, Refusal.TOO_MANY_REQUESTS, wholeSeconds(take.pause()));
    }

    private static long secondsUntilFull(Rate rate, Take take) {
        return (long) Math.ceil((rate.capacity() - take.remaining()) / rate.tokensPerSecond());
    }

    private static Duration wholeSeconds(Duration pause) {
        return Duration.ofSeconds(Math.max(1, pause.plusMillis(999).toSeconds()));
    }
}
