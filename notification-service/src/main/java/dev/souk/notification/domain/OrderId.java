package dev.souk.notification.domain;

import java.util.UUID;

/** Names the order that something is told about. */
public record OrderId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
