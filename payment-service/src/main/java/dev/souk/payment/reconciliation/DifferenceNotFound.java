package dev.souk.payment.reconciliation;

/** There is no such difference with the provider of this platform. */
public final class DifferenceNotFound extends RuntimeException {

    DifferenceNotFound(long id) {
        super("There is no difference " + id);
    }
}
