package dev.souk.local;

import java.time.Duration;

/** Waiting between two looks at something that does not call back. */
public final class Pauses {

    private Pauses() {
    }

    public static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
