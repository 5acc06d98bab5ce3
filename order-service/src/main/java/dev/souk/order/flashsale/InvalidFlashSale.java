package dev.souk.order.flashsale;

/** No flash sale has such terms. */
public final class InvalidFlashSale extends RuntimeException {

    InvalidFlashSale(String message) {
        super(message);
    }
}
