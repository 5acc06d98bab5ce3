package dev.souk.order.checkout;

/** The order has gone too far for what was asked. */
public final class IllegalOrderTransition extends RuntimeException {

    IllegalOrderTransition(OrderId id, OrderStatus status) {
        super("Order " + id + " is " + status + " and can no longer be cancelled; return what you do not want instead");
    }
}
