package dev.souk.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The public keys that tokens are verified with. They are fetched when a token names one that is not known, but at most
 * once a second: whoever sends tokens with invented key ids does not make us call user-service for each. Known keys are
 * looked at again after five minutes, so that a key that was withdrawn stops to be believed; while nobody publishes keys,
 * the known ones stay. This is about new tokens only: those that a key has signed and {@link VerifiedTokens} remembers are
 * good until they expire, ten minutes at most.
 */
final class SigningKeys {

    static final Duration FETCHED_AT_MOST_EVERY = Duration.ofSeconds(1);
    static final Duration LOOKED_AT_AGAIN_AFTER = Duration.ofMinutes(5);

    /** @param keys the answer, the same for all who ask; an error when there was none */
    private record Fetch(Instant begun, Mono<JWKSet> keys) {}

    private record Known(Instant since, JWKSet keys) {}

    private final Mono<JWKSet> published;
    private final Clock clock;
    private final AtomicReference<@Nullable Fetch> lastFetch = new AtomicReference<>();
    private volatile Known known = new Known(Instant.EPOCH, new JWKSet());

    /** @param published asks for the keys at each subscription */
    SigningKeys(Mono<JWKSet> published, Clock clock) {
        this.published = published;
        this.clock = clock;
    }

    /** The keys that may have signed the token; an error when none is known and nobody publishes any. */
    Flux<JWK> of(SignedJWT token) {
        JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()));
        List<JWK> matching = selector.select(known.keys());
        if (matching.isEmpty()) {
            return fetched().flatMapIterable(selector::select);
        }
        if (known.since().plus(LOOKED_AT_AGAIN_AFTER).isBefore(clock.instant())) {
            fetched().subscribe(keys -> {}, unreachable -> {});
        }
        return Flux.fromIterable(matching);
    }

    private Mono<JWKSet> fetched() {
        Fetch last = lastFetch.get();
        Instant now = clock.instant();
        if (last != null && now.isBefore(last.begun().plus(FETCHED_AT_MOST_EVERY))) {
            return last.keys();
        }
        Fetch next = new Fetch(now, published.doOnNext(keys -> known = new Known(now, keys)).cache());
        return lastFetch.compareAndSet(last, next) ? next.keys() : fetched();
    }
}
