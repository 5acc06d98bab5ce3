package dev.souk.product.catalogue;

/** The product was edited by somebody else in the meantime. */
public final class StaleVersion extends RuntimeException {

    StaleVersion(String message) {
        super(message);
    }
}
