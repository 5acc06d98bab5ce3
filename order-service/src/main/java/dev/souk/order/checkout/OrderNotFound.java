package dev.souk.order.checkout;

/** There is no such order, or it belongs to somebody else: the two must look the same. */
public final class OrderNotFound extends RuntimeException {

    OrderNotFound(OrderId id) {
        super("There is no order " + id + " for you");
    }
}
