package dev.souk.order.web;

/** An order was to be placed from a cart with nothing in it. */
final class EmptyCart extends RuntimeException {

    EmptyCart() {
        super("Your cart is empty: put something in, or send items");
    }
}
