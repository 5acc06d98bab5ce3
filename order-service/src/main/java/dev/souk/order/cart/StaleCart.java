package dev.souk.order.cart;

/** The cart is not any more as it was when the change was made, in another tab perhaps. */
public final class StaleCart extends RuntimeException {

    StaleCart() {
        super("The cart was changed meanwhile, in another tab perhaps: read it again and repeat your change");
    }
}
