package dev.souk.order.checkout;

/** What becomes of a return, as the order's history tells it. */
public enum ReturnStep {
    APPROVED,
    REJECTED,
    RECEIVED,
    REFUNDED
}
