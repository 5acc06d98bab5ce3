package dev.souk.gateway.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Remembers tokens that were found good, by their SHA-256, until they expire: a signature is checked once and not at every
 * request. What changes during a token's life is asked every time, that is whether its session has ended. Bad tokens are
 * not remembered.
 */
final class VerifiedTokens implements ReactiveJwtDecoder {

    private final ReactiveJwtDecoder verification;
    private final RevokedSessions revoked;
    private final Clock clock;
    private final Cache<ByteBuffer, Jwt> verified;

    /** @param capacity how many tokens are remembered, each about 3 KB */
    VerifiedTokens(ReactiveJwtDecoder verification, RevokedSessions revoked, Clock clock, long capacity) {
        this.verification = verification;
        this.revoked = revoked;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(capacity)
                .expireAfter(Expiry.<ByteBuffer, Jwt>creating((hash, token) -> lifeLeft(token)))
                .build();
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.justOrEmpty(remembered(token)).switchIfEmpty(Mono.defer(() -> verification.decode(token)
                .doOnNext(fresh -> verified.put(sha256(token), fresh))
                .doOnNext(this::refuseRevoked)));
    }

    /**
     * Nothing when its signature is still to be checked.
     *
     * @throws BadJwtException when its session has ended
     */
    Optional<Jwt> remembered(String token) {
        Jwt known = verified.getIfPresent(sha256(token));
        if (known == null || !lifeLeft(known).isPositive()) {
            return Optional.empty();
        }
        refuseRevoked(known);
        return Optional.of(known);
    }

    /** For the gauge of the cache's size. */
    long size() {
        return verified.estimatedSize();
    }

    private void refuseRevoked(Jwt token) {
        String session = token.getClaimAsString("sid");
        if (session != null && revoked.include(session)) {
            throw new BadJwtException("The session of this token has ended");
        }
    }

    private Duration lifeLeft(Jwt token) {
        Instant end = token.getExpiresAt();
        Instant now = clock.instant();
        return end == null || end.isBefore(now) ? Duration.ZERO : Duration.between(now, end);
    }

    private static ByteBuffer sha256(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
