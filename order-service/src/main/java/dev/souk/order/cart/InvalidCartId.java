package dev.souk.order.cart;

/** A guest's cart id that somebody could guess. */
public final class InvalidCartId extends RuntimeException {

    public InvalidCartId() {
        super("Cart-Id must be a random UUID (version 4); leave the header away to be given one");
    }
}
