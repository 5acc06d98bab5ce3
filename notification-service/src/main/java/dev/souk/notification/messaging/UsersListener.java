package dev.souk.notification.messaging;

import dev.souk.notification.domain.NotificationService;
import dev.souk.notification.domain.UserId;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What becomes of accounts. */
@Component
class UsersListener {

    private final NotificationService notifications;

    UsersListener(NotificationService notifications) {
        this.notifications = notifications;
    }

    void deleted(UserDeleted event) {
        notifications.forget(new UserId(event.userId()), event.deletedAt());
    }

    record UserDeleted(UUID userId, Instant deletedAt) {}
}
