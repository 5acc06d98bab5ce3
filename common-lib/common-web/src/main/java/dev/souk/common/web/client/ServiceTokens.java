package dev.souk.common.web.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** This service's own token, fetched at the first need and renewed before it ends. */
final class ServiceTokens {

    private static final String ISSUER = "user-service";
    private static final Duration RENEWED_BEFORE_END = Duration.ofSeconds(30);

    private record Issued(String accessToken, long expiresIn) {}

    private record Held(String accessToken, Instant goodUntil) {

        boolean isGoodAt(Instant instant) {
            return instant.isBefore(goodUntil);
        }
    }

    private final RestClient http;
    private final Clock clock;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Held held;

    /** @param http with the issuer's address and this service's credentials */
    ServiceTokens(RestClient http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    String current() {
        Held current = held;
        return current != null && current.isGoodAt(clock.instant()) ? current.accessToken() : renewed();
    }

    private String renewed() {
        renewal.lock();
        try {
            Held current = held;
            if (current != null && current.isGoodAt(clock.instant())) {
                return current.accessToken();
            }
            Held fresh = fetch();
            held = fresh;
            return fresh.accessToken();
        } finally {
            renewal.unlock();
        }
    }

    private Held fetch() {
        Instant asked = clock.instant();
        try {
            Issued issued = Objects.requireNonNull(http.post().retrieve().body(Issued.class));
            return new Held(issued.accessToken(), asked.plusSeconds(issued.expiresIn()).minus(RENEWED_BEFORE_END));
        } catch (RestClientException | IllegalStateException failed) {
            throw new DependencyUnavailable(ISSUER, failed);
        }
    }
}
