package dev.souk.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Accounts with real access tokens (RS256, ten minutes), signed by a key that lives as long as the measurement. */
final class Callers {

    private static final String KEY_ID = "bench";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair key;
    private final List<UUID> ids;
    private final String role;
    private final String issuer;
    private final Clock clock;

    /** @param role of them all, for example {@code SHOPPER} */
    Callers(int count, String role, String issuer, Clock clock) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            this.key = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        this.ids = Stream.generate(UUID::randomUUID).limit(count).toList();
        this.role = role;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A JWK set (RFC 7517). */
    String publicKeys() {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(KEY_ID, unsigned(rsa.getModulus().toByteArray()),
                        unsigned(rsa.getPublicExponent().toByteArray()));
    }

    /** A fresh one for each shopper. */
    List<String> tokens() {
        return tokens(ids.size());
    }

    /** Of so many of them. */
    List<String> tokens(int count) {
        return ids.subList(0, count).parallelStream().map(id -> token(id, role)).toList();
    }

    /** Of somebody else, who has that role. */
    String tokenOfA(String otherRole) {
        return token(UUID.randomUUID(), otherRole);
    }

    private String token(UUID account, String accountRole) {
        Instant now = clock.instant();
        String unsigned = encoded("{\"alg\":\"RS256\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(KEY_ID)) + "."
                + encoded(
                        """
                                {"iss":"%s","aud":"souk","sub":"%s","sid":"%s","jti":"%s","iat":%d,"exp":%d,"roles":["%s"]}"""
                                .formatted(issuer, account, UUID.randomUUID(), UUID.randomUUID(), now.getEpochSecond(),
                                        now.plus(LIFETIME).getEpochSecond(), accountRole));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Big endian without the leading zero of the sign (RFC 7518, 6.3.1). */
    private static String unsigned(byte[] number) {
        int start = number.length > 1 && number[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(number, start, number.length));
    }
}
