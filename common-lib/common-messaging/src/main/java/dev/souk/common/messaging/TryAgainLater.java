package dev.souk.common.messaging;

/**
 * Thrown by a handler when something that it needs is away for now (another service answers 503, for example). The message
 * is tried again with growing pauses until it succeeds, however long that takes, and never becomes a dead letter. Messages
 * behind it in the same partition wait.
 */
public final class TryAgainLater extends RuntimeException {

    public TryAgainLater(String message, Throwable cause) {
        super(message, cause);
    }
}
