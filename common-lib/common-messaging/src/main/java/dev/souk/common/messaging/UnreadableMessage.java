package dev.souk.common.messaging;

import org.jspecify.annotations.Nullable;

/** A message that no repetition can make readable: it goes to the dead-letter topic without another try. */
public final class UnreadableMessage extends RuntimeException {

    UnreadableMessage(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
