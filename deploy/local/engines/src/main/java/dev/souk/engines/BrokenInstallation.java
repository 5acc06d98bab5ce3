package dev.souk.engines;

/** A file that the build provides is missing or damaged; the message says what to do. */
public final class BrokenInstallation extends RuntimeException {

    BrokenInstallation(String message) {
        super(message);
    }

    BrokenInstallation(String message, Throwable cause) {
        super(message, cause);
    }
}
