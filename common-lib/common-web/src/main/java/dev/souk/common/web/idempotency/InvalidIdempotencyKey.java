package dev.souk.common.web.idempotency;

/** The header is missing or is not 1 to 255 printable ASCII characters; answered with 400. */
public final class InvalidIdempotencyKey extends RuntimeException {

    InvalidIdempotencyKey() {
        super("Send an Idempotency-Key header of 1 to 255 printable ASCII characters, new for each new request");
    }
}
