package dev.souk.common.web.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

/**
 * An issuer of tokens for tests: a key of its own and a tiny server that publishes it. Put {@link WithTestTokens} on the
 * test class, and the service under test believes these tokens and no others.
 *
 * <pre>{@code
 * @SpringBootTest
 * @WithTestTokens
 * class CartTests
 *     ...
 *     mvc.get().uri("/api/v1/cart").header("Authorization", TestTokens.shopper(userId).bearer())
 * }</pre>
 *
 * The dependency is {@code dev.souk:common-web:test-jar} in test scope.
 */
public final class TestTokens {

    public static final String ISSUER = "https://issuer.souk.test";

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final RSAKey KEY = newKey("test-key");
    private static final String JWK_SET_URI = publish(KEY);

    private TestTokens() {
    }

    /** Where the key is published, for {@code SOUK_JWKS_URI}. */
    public static String jwkSetUri() {
        return JWK_SET_URI;
    }

    public static Token shopper(UUID userId) {
        return person(userId, "SHOPPER");
    }

    public static Token operator() {
        return person(UUID.randomUUID(), "SHOPPER", "OPERATOR");
    }

    public static Token admin() {
        return person(UUID.randomUUID(), "SHOPPER", "ADMIN");
    }

    public static Token person(UUID userId, String... roles) {
        return new Token(KEY, claims(userId.toString(), "souk").claim("sid", UUID.randomUUID().toString())
                .claim("roles", List.of(roles)).build());
    }

    /** Opens {@code /internal/**}, and nothing else. */
    public static Token service(String name) {
        return new Token(KEY, claims(name, "souk-internal").build());
    }

    /**
     * What is in a token and who signed it; the verbs make the bad ones.
     *
     * @param key signs it
     */
    public record Token(RSAKey key, JWTClaimsSet claims) {

        public Token expired() {
            Instant past = Instant.now().minus(LIFETIME);
            return with(new JWTClaimsSet.Builder(claims).issueTime(Date.from(past.minus(LIFETIME)))
                    .expirationTime(Date.from(past)));
        }

        /** Signed by another key under the name of the right one. */
        public Token forged() {
            return new Token(newKey(key.getKeyID()), claims);
        }

        public Token forAudience(String audience) {
            return with(new JWTClaimsSet.Builder(claims).audience(audience));
        }

        public Token issuedBy(String issuer) {
            return with(new JWTClaimsSet.Builder(claims).issuer(issuer));
        }

        public Token endless() {
            return with(new JWTClaimsSet.Builder(claims).expirationTime(null));
        }

        /** The token itself. */
        public String value() {
            try {
                SignedJWT token = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
                token.sign(new RSASSASigner(key));
                return token.serialize();
            } catch (JOSEException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** The claims as they stand in the token, for a token that is put together by hand. */
        public String claimsPart() {
            return claims.toPayload().toBase64URL().toString();
        }

        /** Value of an {@code Authorization} header. */
        public String bearer() {
            return "Bearer " + value();
        }

        private Token with(JWTClaimsSet.Builder changed) {
            return new Token(key, changed.build());
        }
    }

    private static JWTClaimsSet.Builder claims(String subject, String audience) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(ISSUER).audience(audience).subject(subject)
                .jwtID(UUID.randomUUID().toString()).issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).algorithm(JWSAlgorithm.RS256).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String publish(RSAKey key) {
        byte[] keys = new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.setExecutor(runnable -> Thread.ofVirtual().start(runnable));
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
