package dev.souk.order.checkout;

/** How far inventory has got with an order's parcels, as far as the order was told; it only grows. */
public enum Fulfilment {
    NONE,
    STARTED,
    DISPATCHED,
    DELIVERED
}
