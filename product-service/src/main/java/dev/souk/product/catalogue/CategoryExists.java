package dev.souk.product.catalogue;

/** There is such a category already. */
public final class CategoryExists extends RuntimeException {

    CategoryExists(String message) {
        super(message);
    }
}
