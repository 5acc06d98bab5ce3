package dev.souk.order.flashsale;

/** There never was a flash sale of the SKU. */
public final class FlashSaleNotFound extends RuntimeException {

    FlashSaleNotFound(String sku) {
        super("There is no flash sale of " + sku);
    }
}
