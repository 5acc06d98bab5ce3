package dev.souk.notification.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that a shopper was told. */
public record Notification(NotificationId id, OrderId orderId, NotificationKind kind, String title, String text,
        Instant createdAt, @Nullable Instant readAt) {}
