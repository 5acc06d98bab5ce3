package dev.souk.user.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** What makes a link work, once: 256 random bits. Only their SHA-256 is stored: of a random value of that size no slower hash is needed. */
public record LinkToken(String value) {

    private static final int BYTES = 32;

    static LinkToken next() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    String hash() {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** It opens doors: it stays out of every log. */
    @Override
    public String toString() {
        return "(a link token)";
    }
}
