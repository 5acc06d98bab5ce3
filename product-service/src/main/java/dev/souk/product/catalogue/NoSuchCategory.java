package dev.souk.product.catalogue;

/** A category was asked for by an id that nobody has. */
public final class NoSuchCategory extends RuntimeException {

    NoSuchCategory(String message) {
        super(message);
    }
}
