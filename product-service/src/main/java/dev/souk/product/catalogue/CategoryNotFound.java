package dev.souk.product.catalogue;

/** The named category does not exist. */
public final class CategoryNotFound extends RuntimeException {

    public CategoryNotFound(String message) {
        super(message);
    }
}
