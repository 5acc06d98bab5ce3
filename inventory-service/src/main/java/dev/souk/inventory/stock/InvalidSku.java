package dev.souk.inventory.stock;

/** A text is no SKU. */
public final class InvalidSku extends RuntimeException {

    InvalidSku() {
        super("sku is not valid: it needs 1 to 64 printable characters");
    }
}
