package dev.souk.local;

/** Something that the person at the terminal can put right; the message says how and is shown without a stack trace. */
public final class UserError extends RuntimeException {

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
