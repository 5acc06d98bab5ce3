package dev.souk.product.catalogue;

/** Another product already has the external id. */
public final class ExternalIdTaken extends RuntimeException {

    ExternalIdTaken(String message) {
        super(message);
    }
}
