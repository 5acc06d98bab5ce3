package dev.souk.product.download;

/** The file could not be fetched this time; it may be at another. */
public final class SourceUnreachable extends Exception {

    SourceUnreachable(String message) {
        super(message);
    }

    SourceUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
