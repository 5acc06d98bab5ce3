package dev.souk.order.promotion;

/** A promotion that was counted on was edited or used up, between the moment of the price and that of the order. */
public final class PromotionEnded extends RuntimeException {

    PromotionEnded() {
        super("An offer has just been changed or used up: ask for a new quote, and order again");
    }
}
