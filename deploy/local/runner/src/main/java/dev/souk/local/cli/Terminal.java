package dev.souk.local.cli;

import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** Whether somebody watches. */
final class Terminal {

    private Terminal() {
    }

    static boolean isInteractive() {
        Console console = System.console();
        return console != null
                && console.isTerminal()
                && !Objects.requireNonNullElse(System.getenv("TERM"), "dumb").equals("dumb")
                && System.getenv("CI") == null;
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
