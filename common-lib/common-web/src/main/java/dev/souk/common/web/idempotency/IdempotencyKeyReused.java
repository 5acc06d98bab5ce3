package dev.souk.common.web.idempotency;

/** The key was used before with another request; answered with 422. */
public final class IdempotencyKeyReused extends RuntimeException {

    IdempotencyKeyReused() {
        super("This Idempotency-Key was used with another request; use a new key for a new request");
    }
}
