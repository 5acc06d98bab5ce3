package dev.souk.notification.domain;

/** What a notification is about. */
public enum NotificationKind {
    ORDER_RECEIVED,
    ORDER_CONFIRMED,
    ORDER_CANCELLED,
    ORDER_SHIPPED,
    ORDER_DELIVERED,
    PAYMENT_DECLINED
}
