package dev.souk.user.session;

import dev.souk.user.token.ServerSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * 256 bits that say nothing. Only their SHA-256 is stored: of a random value of that size no slower hash is needed.
 */
public record RefreshToken(String value) {

    private static final int BYTES = 32;

    static RefreshToken next() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /**
     * The token that follows this one. It is derived, not random, so that it can be given once more to whoever did not get the answer,
     * although only its hash is stored. Without the server's secret it says as little as a random one.
     */
    RefreshToken successor(ServerSecret secret) {
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding()
                .encodeToString(secret.authenticate("souk successors of refresh tokens", value)));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** It opens doors: it stays out of every log. */
    @Override
    public String toString() {
        return "(a refresh token)";
    }
}
