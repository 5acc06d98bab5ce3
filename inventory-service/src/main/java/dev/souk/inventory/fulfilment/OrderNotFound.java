package dev.souk.inventory.fulfilment;

/** Inventory has not heard of this order, or it is another shopper's. */
public final class OrderNotFound extends RuntimeException {

    OrderNotFound(OrderId order) {
        super("There is no order " + order + " here. If it was placed just now, ask again in a moment");
    }
}
