package dev.souk.notification.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What user-service wants somebody to be written.
 *
 * @param kind as user-service names it
 * @param token that proves to user-service who reads this mailbox; null when the mail needs none
 * @param validUntil how long the token is good
 */
public record Letter(String kind, String email, String displayName, @Nullable String token,
        @Nullable Instant validUntil) {

    /** Addresses and tokens stay out of the logs. */
    @Override
    public String toString() {
        return "Letter[kind=" + kind + "]";
    }
}
