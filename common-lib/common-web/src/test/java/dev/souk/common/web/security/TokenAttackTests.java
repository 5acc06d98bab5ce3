package dev.souk.common.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleServiceTest;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that somebody shows to the service itself, past the edge. */
@ExampleServiceTest
class TokenAttackTests {

    private static final Token SHOPPERS = TestTokens.shopper(UUID.randomUUID());
    private static final RSAKey PUBLISHED = SHOPPERS.key();
    private static final int SIGNATURE_BYTES = 256;

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "noNE"})
    void aTokenWithoutASignatureIsRefusedHoweverItSpellsNone(String none) {
        assertRefused(encoded(Map.of("alg", none)) + "." + SHOPPERS.claimsPart() + ".");
        assertRefused(encoded(Map.of("alg", none, "kid", PUBLISHED.getKeyID())) + "." + SHOPPERS.claimsPart() + "."
                + Base64URL.encode("no signature"));
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws JOSEException {
        byte[] secret = PUBLISHED.toRSAPublicKey().getEncoded();

        assertRefused(signed(Map.of("alg", "HS256", "kid", PUBLISHED.getKeyID()), new MACSigner(secret)));
    }

    @Test
    void aTokenOfWhichTheSignatureWasTakenAwayIsRefused() {
        String token = SHOPPERS.value();

        assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
        assertRefused(token.substring(0, token.lastIndexOf('.')));
    }

    @Test
    void aSignatureOfNothingButZeroesIsRefused() {
        String token = SHOPPERS.value();
        String signed = token.substring(0, token.lastIndexOf('.') + 1);

        assertRefused(signed + Base64URL.encode(new byte[SIGNATURE_BYTES]));
        assertRefused(signed + Base64URL.encode(new byte[1]));
    }

    @Test
    void claimsThatWereChangedAfterSigningAreRefused() {
        String[] parts = SHOPPERS.value().split("\\.");

        assertRefused(parts[0] + "." + TestTokens.admin().claimsPart() + "." + parts[2]);
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertRefused(SHOPPERS.issuedBy("https://evil.test").value());
        assertRefused(SHOPPERS.issuedBy(TestTokens.ISSUER + "/").value());
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertRefused(SHOPPERS.forAudience("elsewhere").value());
        assertRefused(claims(new JWTClaimsSet.Builder(SHOPPERS.claims()).audience((String) null)).value());
    }

    @Test
    void aTokenThatHasExpiredIsRefused() {
        assertRefused(SHOPPERS.expired().value());
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertRefused(SHOPPERS.endless().value());
    }

    @Test
    void aTokenThatIsNotOfAUserIsRefused() {
        assertRefused(TestTokens.service("order-service").forAudience("souk").value());
    }

    @Test
    void aTokenThatIsNotYetValidIsRefused() {
        Date later = Date.from(Instant.now().plus(Duration.ofMinutes(5)));

        assertRefused(claims(new JWTClaimsSet.Builder(SHOPPERS.claims()).notBeforeTime(later)).value());
    }

    @Test
    void aKeyThatNobodyPublishedIsRefused() throws JOSEException {
        assertRefused(signed(Map.of("alg", "RS256", "kid", "nobody-knows-it"), new RSASSASigner(attackersKey())));
        assertRefused(signed(Map.of("alg", "RS256", "kid", PUBLISHED.getKeyID()), new RSASSASigner(attackersKey())));
    }

    /** However fast they come: a refusal does not depend on whether the keys may be asked for again. */
    @Test
    void manyKeysThatNobodyPublishedAreAllRefusedAlike() throws JOSEException {
        JWSSigner attacker = new RSASSASigner(attackersKey());
        for (int number = 0; number < 50; number++) {
            assertRefused(signed(Map.of("alg", "RS256", "kid", "forged-" + number), attacker));
        }
        assertThat(show(SHOPPERS.value(), "/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../dev/null", "/etc/passwd", "file:///dev/null", "' OR '1'='1",
            "x'; DROP TABLE signing_key; --", "%2e%2e%2f", "\u0000", "{\"$ne\": null}"})
    void aKeyIdThatIsAPathOrAQueryIsRefused(String kid) throws JOSEException {
        assertRefused(signed(Map.of("alg", "RS256", "kid", kid), new RSASSASigner(attackersKey())));
        assertRefused(signed(Map.of("alg", "HS256", "kid", kid), new MACSigner(new byte[32])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void aTokenThatSaysWhereItsKeyIsPublishedIsRefusedAndNobodyLooksThere(String header) throws Exception {
        RSAKey own = attackersKey();
        try (KeyServer attackers = new KeyServer(own)) {
            assertRefused(signed(Map.of("alg", "RS256", "kid", own.getKeyID(), header, attackers.uri().toString()),
                    new RSASSASigner(own)));

            assertThat(attackers.fetches()).isZero();
        }
    }

    @Test
    void aTokenThatBringsItsOwnKeyIsRefused() throws JOSEException {
        RSAKey own = attackersKey();

        assertRefused(signed(Map.of("alg", "RS256", "jwk", own.toPublicJWK().toJSONObject()), new RSASSASigner(own)));
        assertRefused(signed(Map.of("alg", "RS256", "kid", PUBLISHED.getKeyID(), "jwk",
                own.toPublicJWK().toJSONObject()), new RSASSASigner(own)));
    }

    @Test
    void aCriticalHeaderThatNobodyUnderstandsIsRefused() throws JOSEException {
        assertRefused(signed(Map.of("alg", "RS256", "kid", PUBLISHED.getKeyID(), "crit",
                List.of("https://evil.test/extension"), "https://evil.test/extension", true),
                new RSASSASigner(PUBLISHED)));
    }

    @Test
    void anEncryptedTokenIsRefused() throws JOSEException {
        EncryptedJWT token = new EncryptedJWT(new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM),
                SHOPPERS.claims());
        token.encrypt(new RSAEncrypter(PUBLISHED.toRSAPublicKey()));

        assertRefused(token.serialize());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "...", "a.b.c", "null", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA"})
    void whatIsNoTokenIsRefused(String nonsense) {
        assertRefused(nonsense);
    }

    @Test
    void nobodysTokenOpensInternalPathsButAServices() {
        assertThat(new Calls(port).get("/internal/ping").status()).isEqualTo(401);
        assertRefused(SHOPPERS.value(), "/internal/ping");
        assertRefused(TestTokens.operator().value(), "/internal/ping");
        assertRefused(TestTokens.admin().value(), "/internal/ping");
        assertRefused(TestTokens.service("order-service").expired().value(), "/internal/ping");
        assertRefused(TestTokens.service("order-service").forged().value(), "/internal/ping");
        assertThat(show(TestTokens.service("order-service").value(), "/internal/ping").body()).isEqualTo("pong");
    }

    @Test
    void aServicesTokenOpensNothingElse() {
        String token = TestTokens.service("order-service").value();

        assertRefused(token, "/me");
        assertRefused(token, "/operators-only");
    }

    /** A bad token is worse than none: even what is public refuses it, and says so as everywhere else. */
    private void assertRefused(String token) {
        assertRefused(token, "/me");
        assertRefused(token, "/public/who");
        assertRefused(token, "/internal/ping");
    }

    private void assertRefused(String token, String path) {
        Calls.Answer answer = show(token, path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.body()).doesNotContain(SHOPPERS.claimsPart());
        assertThat(answer.json().path("traceId").asString()).isNotEmpty();
        assertThat(answer.headers().getFirst(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Bearer");
    }

    private Calls.Answer show(String token, String path) {
        return new Calls(port).get(path, headers -> headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token));
    }

    private static Token claims(JWTClaimsSet.Builder claims) {
        return new Token(PUBLISHED, claims.build());
    }

    private static String signed(Map<String, Object> header, JWSSigner signer) throws JOSEException {
        try {
            JWSHeader parsed = JWSHeader.parse(header);
            String content = parsed.toBase64URL() + "." + SHOPPERS.claimsPart();
            return content + "." + signer.sign(parsed, content.getBytes(StandardCharsets.US_ASCII));
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(Map<String, String> header) {
        return Base64URL.encode(JsonMapper.shared().writeValueAsString(header)).toString();
    }

    private static RSAKey attackersKey() throws JOSEException {
        return new RSAKeyGenerator(2048).keyID("attackers-key").generate();
    }
}
