package dev.souk.product.catalogue;

/** A category was asked for by an id that nobody has. */
public final class CategoryNotFound extends RuntimeException {

    CategoryNotFound(String message) {
        super(message);
    }
}
