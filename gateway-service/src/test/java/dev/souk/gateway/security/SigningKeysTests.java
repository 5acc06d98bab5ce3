package dev.souk.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.test.HandClock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SigningKeysTests {

    private static final RSAKey OLD = key("old");
    private static final RSAKey NEW = key("new");

    private final AtomicInteger fetches = new AtomicInteger();
    private final HandClock clock = new HandClock(Instant.parse("2026-01-01T10:00:00Z"));
    private Mono<JWKSet> published = Mono.just(new JWKSet(List.of(OLD)));
    private final SigningKeys keys = new SigningKeys(Mono.defer(() -> {
        fetches.incrementAndGet();
        return published;
    }), clock);

    @Test
    void aKnownKeyIsNotFetchedAgain() {
        assertThat(keysFor("old")).containsExactly(OLD);
        clock.pass(SigningKeys.FETCHED_AT_MOST_EVERY);
        assertThat(keysFor("old")).containsExactly(OLD);

        assertThat(fetches).hasValue(1);
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesIt() {
        keysFor("old");
        published = Mono.just(new JWKSet(List.of(OLD, NEW)));
        clock.pass(SigningKeys.FETCHED_AT_MOST_EVERY);

        assertThat(keysFor("new")).containsExactly(NEW);
        assertThat(keysFor("old")).containsExactly(OLD);
    }

    @Test
    void inventedKeysAreFetchedOnceASecondAtMost() {
        for (int invented = 0; invented < 100; invented++) {
            assertThat(keysFor("invented-" + invented)).isEmpty();
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void aKeyThatWasWithdrawnStopsToBeBelieved() {
        keysFor("old");
        published = Mono.just(new JWKSet(List.of(NEW)));
        clock.pass(SigningKeys.LOOKED_AT_AGAIN_AFTER.plusSeconds(1));

        keysFor("old");

        assertThat(keysFor("old")).isEmpty();
    }

    @Test
    void knownKeysOutliveTheirPublisher() {
        keysFor("old");
        published = Mono.error(new IllegalStateException("nobody publishes keys"));
        clock.pass(SigningKeys.LOOKED_AT_AGAIN_AFTER.plusSeconds(1));

        assertThat(keysFor("old")).containsExactly(OLD);
        assertThatThrownBy(() -> keysFor("new")).hasMessage("nobody publishes keys");
    }

    private List<JWK> keysFor(String keyId) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
                new JWTClaimsSet.Builder().build());
        return keys.of(token).toStream().toList();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
