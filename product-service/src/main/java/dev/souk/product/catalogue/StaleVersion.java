package dev.souk.product.catalogue;

/** It was edited by somebody else in the meantime. */
public final class StaleVersion extends RuntimeException {

    public StaleVersion(String message) {
        super(message);
    }
}
