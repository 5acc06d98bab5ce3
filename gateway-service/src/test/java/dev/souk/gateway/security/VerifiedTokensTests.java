package dev.souk.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.test.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Ticker;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

class VerifiedTokensTests {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final HandClock clock = new HandClock(Instant.parse("2026-01-01T10:00:00Z"));
    private final Instant end = clock.instant().plus(LIFETIME);
    private final AtomicInteger verifications = new AtomicInteger();
    private final RevokedSessions revoked = new RevokedSessions(Ticker.systemTicker());
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, revoked, clock, 2);

    @Test
    void aSignatureIsCheckedOnce() {
        tokens.decode("a").block();
        tokens.decode("a").block();

        assertThat(verifications).hasValue(1);
    }

    @Test
    void anotherTokenIsCheckedForItself() {
        tokens.decode("a").block();
        tokens.decode("a ").block();

        assertThat(verifications).hasValue(2);
    }

    @Test
    void nothingIsBelievedFromMemoryAfterItsEnd() {
        tokens.decode("a").block();

        clock.pass(LIFETIME);
        tokens.decode("a").block();

        assertThat(verifications).hasValue(2);
    }

    @Test
    void aBadTokenIsNotRemembered() {
        assertThatThrownBy(() -> tokens.decode("bad").block()).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("bad").block()).isInstanceOf(BadJwtException.class);

        assertThat(tokens.size()).isZero();
        assertThat(verifications).hasValue(2);
    }

    @Test
    void aSessionThatEndsIsRefusedAtOnce() {
        tokens.decode("a").block();

        revoked.add("session-of-a");

        assertThatThrownBy(() -> tokens.decode("a").block()).isInstanceOf(BadJwtException.class);
    }

    private Mono<Jwt> verify(String token) {
        verifications.incrementAndGet();
        return token.equals("bad")
                ? Mono.error(new BadJwtException("bad"))
                : Mono.just(Jwt.withTokenValue(token).header("alg", "RS256").claim("sid", "session-of-" + token)
                        .expiresAt(end).build());
    }
}
