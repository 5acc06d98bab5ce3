package dev.souk.user.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.stereotype.Component;

/** Keys for different purposes, derived from {@code SOUK_KEY_ENCRYPTION_SECRET} by HKDF (RFC 5869): none of them tells another. */
@Component
public class ServerSecret {

    private static final int KEY_BYTES = 32;

    private final byte[] secret;

    ServerSecret(TokenProperties properties) {
        secret = properties.keyEncryptionSecret().getBytes(StandardCharsets.UTF_8);
    }

    /** HMAC-SHA-256 of the text under the key of that purpose; 32 bytes. */
    public byte[] authenticate(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key(purpose, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    SecretKey key(String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HKDF-SHA256", e);
        }
    }
}
