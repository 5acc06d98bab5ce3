package dev.souk.notification.mail;

import dev.souk.notification.domain.NotificationId;
import dev.souk.notification.domain.UserId;
import java.time.Instant;

/**
 * A mail that has to go out.
 *
 * @param attempts with the one that begins now
 */
record WaitingMail(NotificationId notification, UserId addressee, String title, String text, Instant createdAt,
        int attempts) {}
