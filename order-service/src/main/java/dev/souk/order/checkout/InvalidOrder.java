package dev.souk.order.checkout;

/** What was asked for is readable but cannot be an order; the message says what to change. */
public final class InvalidOrder extends RuntimeException {

    public InvalidOrder(String message) {
        super(message);
    }

    public static InvalidOrder tooLarge() {
        return new InvalidOrder("Order less: the total is larger than any payment can be");
    }
}
