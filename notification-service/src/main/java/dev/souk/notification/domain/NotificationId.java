package dev.souk.notification.domain;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Names one thing that was told; later ones are greater. */
public record NotificationId(UUID value) {

    static NotificationId next() {
        return new NotificationId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
