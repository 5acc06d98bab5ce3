package dev.souk.gateway.settings;

/** A publication has a fault; the message says where. */
public final class InvalidDocument extends RuntimeException {

    public InvalidDocument(String fault) {
        super(fault);
    }

    InvalidDocument(String fault, Throwable cause) {
        super(fault, cause);
    }
}
