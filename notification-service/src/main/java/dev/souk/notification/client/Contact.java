package dev.souk.notification.client;

import java.util.UUID;

/** Where and as whom a shopper can be written to. */
public record Contact(UUID userId, String email, String displayName) {

    /** Addresses stay out of the logs. */
    @Override
    public String toString() {
        return "Contact[userId=" + userId + "]";
    }
}
