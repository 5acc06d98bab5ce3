package dev.souk.product.catalogue;

/** A category cannot be deleted while something is in it. */
public final class CategoryInUse extends RuntimeException {

    CategoryInUse(String message) {
        super(message);
    }
}
