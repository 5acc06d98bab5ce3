package dev.souk.order.promotion;

/** Somebody else has edited it since it was read. */
public final class StalePromotion extends RuntimeException {

    StalePromotion() {
        super("Somebody else has changed this coupon: read it again and repeat your change");
    }
}
