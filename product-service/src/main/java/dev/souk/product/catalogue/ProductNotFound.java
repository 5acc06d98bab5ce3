package dev.souk.product.catalogue;

/** The product does not exist, or the caller may not see it. */
public final class ProductNotFound extends RuntimeException {

    public ProductNotFound(String message) {
        super(message);
    }
}
