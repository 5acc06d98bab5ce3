package dev.souk.inventory.stock;

/** A text is no SKU. */
public final class InvalidSku extends RuntimeException {

    InvalidSku() {
        super("A SKU is 1 to 64 printable characters");
    }
}
