package dev.souk.order.promotion;

/** Terms that cannot be. */
public final class InvalidPromotion extends RuntimeException {

    InvalidPromotion(String message) {
        super(message);
    }
}
