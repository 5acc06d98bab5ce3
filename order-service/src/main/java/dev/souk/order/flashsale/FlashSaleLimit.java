package dev.souk.order.flashsale;

/** A shopper wants more of a flash sale than one may have. */
public final class FlashSaleLimit extends RuntimeException {

    FlashSaleLimit(String sku, int perUser) {
        super("Of the flash sale of " + sku + " each shopper gets " + perUser
                + " at most, in all of their orders: order fewer");
    }
}
