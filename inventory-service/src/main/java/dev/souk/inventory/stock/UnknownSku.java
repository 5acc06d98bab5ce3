package dev.souk.inventory.stock;

/** No goods of this SKU were ever supplied. */
public final class UnknownSku extends RuntimeException {

    UnknownSku(Sku sku) {
        super("There is no stock of " + sku + ": supply it first");
    }
}
