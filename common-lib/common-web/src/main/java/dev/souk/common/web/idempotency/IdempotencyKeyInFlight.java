package dev.souk.common.web.idempotency;

/** Another request with the same key is being worked on; answered with 409. */
public final class IdempotencyKeyInFlight extends RuntimeException {

    IdempotencyKeyInFlight() {
        super("A request with this Idempotency-Key is still being worked on; repeat it in a moment");
    }
}
