package dev.souk.order.checkout;

/** There is nothing of the order to send back. */
public final class NotReturnable extends RuntimeException {

    NotReturnable(OrderId id, OrderStatus status) {
        super("Order " + id + " is " + status + ": only what was sent and has not come back yet can be returned"
                + (status.isTerminal() ? "" : "; cancel the order instead"));
    }
}
