package dev.souk.product.catalogue;

/** A product cannot go from its status to the wanted one. */
public final class IllegalProductTransition extends RuntimeException {

    IllegalProductTransition(ProductStatus from, ProductStatus to) {
        super("a product that is " + from + " cannot become " + to);
    }
}
