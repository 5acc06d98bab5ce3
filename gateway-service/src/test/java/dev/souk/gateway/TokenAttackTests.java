package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried with tokens. Each is refused before any service hears of it, also where no token is needed. */
class TokenAttackTests extends RunningEdge {

    private static final Token ADMIN = TestTokens.admin();
    private static final RSAKey OURS = ADMIN.key();
    private static final RSAKey THEIRS = attackersKey();

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void aTokenWithoutASignatureIsRefusedHoweverItSpellsNone(String none) {
        String header = encoded("{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}");

        assertRefused(header + "." + ADMIN.claimsPart() + ".");
        assertRefused(header + "." + ADMIN.claimsPart() + "." + signatureOf(ADMIN.value()));
        assertRefused(header + "." + ADMIN.claimsPart());
    }

    @Test
    void aTokenSignedWithOurPublicKeyAsIfItWereASecretIsRefused() throws JOSEException {
        byte[] der = OURS.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : List.of(der, pem.getBytes(StandardCharsets.UTF_8),
                OURS.getModulus().decode(), OURS.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(OURS.getKeyID()).build(),
                    ADMIN.claims());
            token.sign(new MACSigner(secret));

            assertRefused(token.serialize());
        }
    }

    @Test
    void anEmptySignatureIsRefused() {
        assertRefused(contentOf(ADMIN.value()) + ".");
    }

    @Test
    void aSignatureOfZeroesIsRefused() {
        assertRefused(contentOf(ADMIN.value()) + "." + Base64URL.encode(new byte[256]));
        assertRefused(contentOf(ADMIN.value()) + "." + Base64URL.encode(new byte[1]));
    }

    @Test
    void aSignatureOfAnotherTokenIsRefused() {
        assertRefused(contentOf(ADMIN.value()) + "."
                + signatureOf(TestTokens.shopper(UUID.randomUUID()).value()));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertRefused(ADMIN.issuedBy("https://evil.test").value());
        assertRefused(ADMIN.issuedBy(TestTokens.ISSUER + "/").value());
        assertRefused(new Token(OURS, new JWTClaimsSet.Builder(ADMIN.claims()).issuer(null).build()).value());
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertRefused(ADMIN.forAudience("elsewhere").value());
        assertRefused(ADMIN.forAudience("SOUK").value());
        assertRefused(new Token(OURS, new JWTClaimsSet.Builder(ADMIN.claims()).audience(List.of()).build()).value());
    }

    @Test
    void aTokenOfAServiceIsRefused() {
        assertRefused(TestTokens.service("order-service").value());
    }

    @Test
    void anExpiredTokenIsRefused() {
        assertRefused(ADMIN.expired().value());
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertRefused(ADMIN.endless().value());
    }

    @Test
    void aTokenThatIsNotYetValidIsRefused() {
        JWTClaimsSet later = new JWTClaimsSet.Builder(ADMIN.claims())
                .notBeforeTime(Date.from(Instant.now().plusSeconds(60))).build();

        assertRefused(new Token(OURS, later).value());
    }

    @Test
    void aTokenOfAnUnknownKeyIsRefused() {
        assertRefused(signed(THEIRS, header -> header.keyID("unknown")));
    }

    @Test
    void aTokenOfAnotherKeyUnderTheNameOfOursIsRefused() {
        assertRefused(ADMIN.forged().value());
        assertRefused(signed(THEIRS, header -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../dev/null", "/dev/null", "file:///dev/null", "' OR '1'='1",
            "x' UNION SELECT 'key' --", "test-key\u0000", "| id"})
    void aKeyIdThatIsAPathOrSqlIsRefused(String keyId) {
        assertRefused(signed(THEIRS, header -> header.keyID(keyId)));
    }

    @Test
    void aTokenThatBringsItsOwnKeyIsRefused() {
        assertRefused(signed(THEIRS, header -> header.keyID("own").jwk(THEIRS.toPublicJWK())));
        assertRefused(signed(THEIRS, header -> header.keyID(OURS.getKeyID()).jwk(THEIRS.toPublicJWK())));
    }

    @Test
    void aTokenThatSaysWhereItsKeyIsIsRefusedAndNobodyLooksThere() {
        URI keys = URI.create(SERVICE.baseUrl() + "/keys.json");

        assertRefused(signed(THEIRS, header -> header.keyID("own").jwkURL(keys)));
        assertRefused(signed(THEIRS, header -> header.keyID("own").x509CertURL(keys)));
    }

    @Test
    void aRoleThatWasWrittenIntoASignedTokenIsRefused() {
        Token shopper = TestTokens.shopper(UUID.randomUUID());
        JWTClaimsSet promoted = new JWTClaimsSet.Builder(shopper.claims()).claim("roles", List.of("ADMIN")).build();

        assertRefused(shopper.value().split("\\.")[0] + "." + promoted.toPayload().toBase64URL() + "."
                + signatureOf(shopper.value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b.c", "..", "e30.e30.e30"})
    void whatIsNoTokenIsRefused(String nonsense) {
        assertRefused(nonsense);
    }

    @Test
    void theTokenThatAllTheseImitateIsGood() {
        assertThat(edge.get("/api/v1/orders", "Authorization", ADMIN.bearer()).status()).isEqualTo(200);
    }

    private void assertRefused(String token) {
        for (String path : List.of("/api/v1/orders", "/api/v1/products")) {
            Http.Answer answer = edge.get(path, "Authorization", "Bearer " + token);

            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("unauthenticated");
        }
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    private static String signed(RSAKey key, Consumer<JWSHeader.Builder> change) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(OURS.getKeyID());
        change.accept(header);
        try {
            SignedJWT token = new SignedJWT(header.build(), ADMIN.claims());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RSAKey attackersKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("theirs").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String contentOf(String token) {
        return token.substring(0, token.lastIndexOf('.'));
    }

    private static String signatureOf(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String encoded(String json) {
        return Base64URL.encode(json).toString();
    }
}
