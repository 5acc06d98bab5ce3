package dev.souk.notification.domain;

/** The caller has no such notification; whether another has is not told. */
public final class NotificationNotFound extends RuntimeException {

    NotificationNotFound(NotificationId id) {
        super("You have no notification " + id);
    }
}
