package dev.souk.order.web;

import dev.souk.order.checkout.OrderStatus;

/** The statuses that clients see. */
enum PublicStatus {
    PENDING,
    AWAITING_PAYMENT,
    CONFIRMED,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    RETURNED;

    /** An order that is being cancelled is still a confirmed one, until inventory has agreed. */
    static PublicStatus of(OrderStatus status) {
        return switch (status) {
            case PENDING -> PENDING;
            case AWAITING_PAYMENT -> AWAITING_PAYMENT;
            case CONFIRMED, CANCELLING -> CONFIRMED;
            case SHIPPED -> SHIPPED;
            case DELIVERED -> DELIVERED;
            case CANCELLED -> CANCELLED;
            case RETURNED -> RETURNED;
        };
    }
}
