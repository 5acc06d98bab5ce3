package dev.souk.product.catalogue;

/** A SKU already belongs to another product. */
public final class SkuTaken extends RuntimeException {

    SkuTaken(String message) {
        super(message);
    }
}
