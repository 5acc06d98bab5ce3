package dev.souk.bench;

import java.time.Duration;
import java.util.Locale;

/** How much of the same load a contender had before its first round, until an answer's cost stopped to fall. */
record WarmUp(String contender, long requests, Duration took) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %,d requests in %d s", contender, requests, took.toSeconds());
    }
}
