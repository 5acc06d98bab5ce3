package dev.souk.gateway.limits;

import java.time.Duration;
import java.util.Map;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ConnectionThread;
import dev.souk.gateway.problem.Refusal;
import dev.souk.gateway.problem.Refused;
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
    private final MeterRegistry meters;

    CallerLimits(LiveSettings settings, RateLimits limits, MeterRegistry meters) {
        this.settings = settings;
        this.limits = limits;
        this.meters = meters;
    }

    private record Policy(String name, Rate rate) {}

    /** Counts the request for its caller; when he may not go on it fails with {@link Refused}, which is answered with 429. */
    public Mono<Void> admit(ServerWebExchange exchange, Caller caller) {
        Policy policy = policyFor(exchange, caller);
        String bucket = policy.name() + ":" + caller.name();
        Take atHand = limits.takeAtHand(bucket);
        return atHand != null
                ? decide(exchange, policy, atHand)
                : limits.take(bucket, policy.rate()).publishOn(ConnectionThread.of(exchange.getRequest()))
                        .flatMap(take -> decide(exchange, policy, take));
    }

    private Mono<Void> decide(ServerWebExchange exchange, Policy policy, Take take) {
        tell(exchange.getResponse().getHeaders(), policy, take);
        return take.taken() ? Mono.empty() : refuse(policy, take);
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
        headers.set("RateLimit-Policy",
                '"' + policy.name() + "\";q=" + rate.capacity() + ";w=" + rate.secondsToFill());
        headers.set("RateLimit",
                '"' + policy.name() + "\";r=" + take.remaining() + ";t=" + secondsUntilFull(rate, take));
    }

    private Mono<Void> refuse(Policy policy, Take take) {
        meters.counter("souk.edge.limits.refused", "policy", policy.name()).increment();
        return Mono.error(new Refused(Refusal.TOO_MANY_REQUESTS, wholeSeconds(take.pause())));
    }

    private static long secondsUntilFull(Rate rate, Take take) {
        return (long) Math.ceil((rate.capacity() - take.remaining()) / rate.tokensPerSecond());
    }

    private static Duration wholeSeconds(Duration pause) {
        return Duration.ofSeconds(Math.max(1, pause.plusMillis(999).toSeconds()));
    }
}
