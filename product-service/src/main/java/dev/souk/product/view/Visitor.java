package dev.souk.product.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;

/** Somebody who looks at a product, told apart from others for one day and never named. */
public record Visitor(String identity) {

    private static final int FINGERPRINT_BYTES = 8;

    public static Visitor signedIn(UUID userId) {
        return new Visitor("user " + userId);
    }

    /** Who is not signed in is guessed by address and browser, as web statistics without cookies do. */
    public static Visitor anonymous(String address, String browser) {
        return new Visitor("anonymous " + address + " " + browser);
    }

    /**
     * Another one each day, so that nobody is followed from day to day: 16 hexadecimal digits. No secret is in it: who knows an
     * identity can compute it, so it is kept in Redis only, for the second until it is counted.
     */
    String fingerprint(LocalDate day) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((day + " " + identity).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
