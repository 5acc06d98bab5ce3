package dev.souk.notification.domain;

import java.util.UUID;

/** Names the shopper who is told. */
public record UserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
