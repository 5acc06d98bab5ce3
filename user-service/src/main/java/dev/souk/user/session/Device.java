package dev.souk.user.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * From where somebody logs in, for the owner to recognise; both are what the client or a proxy claims, no proof, and cut to what is stored.
 *
 * @param userAgent at most 200 characters
 * @param clientAddress at most 64 characters
 */
public record Device(@Nullable String userAgent, String clientAddress) {

    private static final int LONGEST_USER_AGENT = 200;
    private static final int LONGEST_ADDRESS = 64;

    public Device {
        userAgent = userAgent == null ? null : cut(userAgent, LONGEST_USER_AGENT);
        clientAddress = cut(clientAddress, LONGEST_ADDRESS);
    }

    /** Tells one device from another, as far as their word goes. */
    byte[] fingerprint() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((clientAddress + "\n" + userAgent).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
