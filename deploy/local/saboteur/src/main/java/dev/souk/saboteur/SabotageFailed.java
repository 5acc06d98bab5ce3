package dev.souk.saboteur;

import org.jspecify.annotations.Nullable;

/** An order was not carried out: the process is as it was. */
public final class SabotageFailed extends RuntimeException {

    SabotageFailed(String message) {
        super(message);
    }

    SabotageFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
