package dev.souk.order.checkout;

/** Why an order ended without delivery; the names are part of the published contract. */
public enum CancellationReason {
    OUT_OF_STOCK,
    PAYMENT_DECLINED,
    UNPAID,
    BY_SHOPPER,
    BY_OPERATOR
}
