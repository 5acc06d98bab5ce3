package dev.souk.common.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** The issuer changes its keys, goes away and comes back, and somebody makes up keys all the while. */
class KeyRotationTests {

    private static final RSAKey FIRST = newKey("first");
    private static final RSAKey SECOND = newKey("second");
    private static final int KEYS_ASKED_FOR_PER_SECOND = 2;

    private KeyServer issuer;
    private JwtDecoder tokens;

    @BeforeEach
    void start() throws IOException {
        issuer = new KeyServer(FIRST);
        tokens = new TokenVerification(new SecurityProperties(TestTokens.ISSUER, "souk", "souk-internal",
                issuer.uri())).ofPeople("souk");
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void keysAreFetchedOnceForManyTokens() {
        for (int number = 0; number < 20; number++) {
            assertBelieved(FIRST);
        }

        assertThat(issuer.fetches()).isOne();
    }

    @Test
    void aKeyThatAppearsAfterTheKeysWereFetchedIsBelieved() {
        assertBelieved(FIRST);

        issuer.publish(FIRST, SECOND);

        assertBelieved(SECOND);
        assertBelieved(FIRST);
    }

    @Test
    void aKeyThatAppearsIsBelievedShortlyEvenWhileSomebodyMakesUpKeys() {
        assertBelieved(FIRST);
        issuer.publish(FIRST, SECOND);

        await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).untilAsserted(() -> {
            assertRefused(newKeyOfFirst("made-up-" + UUID.randomUUID()));
            assertBelieved(SECOND);
        });
    }

    @Test
    void keysThatSomebodyMakesUpDoNotHammerTheIssuer() {
        Instant begin = Instant.now();
        for (int number = 0; number < 200; number++) {
            assertRefused(newKeyOfFirst("made-up-" + number));
        }

        long seconds = Duration.between(begin, Instant.now()).toSeconds() + 1;
        assertThat(issuer.fetches()).isLessThanOrEqualTo((int) (KEYS_ASKED_FOR_PER_SECOND * (seconds + 1)));
    }

    @Test
    void knownKeysAreBelievedWhileTheIssuerIsAway() {
        assertBelieved(FIRST);

        issuer.close();

        assertBelieved(FIRST);
        assertRefused(newKeyOfFirst("made-up"));
        assertBelieved(FIRST);
    }

    @Test
    void withoutAnyKeyATokenMayWellBeGoodAndIsNotCalledBad() {
        issuer.close();

        for (int number = 0; number < 5; number++) {
            assertThatExceptionOfType(JwtException.class).isThrownBy(() -> tokens.decode(tokenOf(FIRST).value()))
                    .isNotInstanceOf(BadJwtException.class);
        }
    }

    private void assertBelieved(RSAKey key) {
        Token token = tokenOf(key);
        assertThat(tokens.decode(token.value()).getSubject()).isEqualTo(token.claims().getSubject());
    }

    private void assertRefused(RSAKey key) {
        assertThatExceptionOfType(BadJwtException.class)
                .isThrownBy(() -> tokens.decode(tokenOf(key).value()));
    }

    private static Token tokenOf(RSAKey key) {
        return new Token(key, TestTokens.shopper(UUID.randomUUID()).claims());
    }

    /** Under another name, because making a key takes long. */
    private static RSAKey newKeyOfFirst(String name) {
        return new RSAKey.Builder(FIRST).keyID(name).build();
    }

    private static RSAKey newKey(String name) {
        try {
            return new RSAKeyGenerator(2048).keyID(name).algorithm(JWSAlgorithm.RS256).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
