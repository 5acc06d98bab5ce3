package dev.souk.order.flashsale;

/** There can be nothing left of a flash sale for this shopper. */
public final class SoldOut extends RuntimeException {

    SoldOut(String sku) {
        super("The flash sale of " + sku + " has no such number of pieces left: order fewer, or without it");
    }
}
