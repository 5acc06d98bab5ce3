package dev.souk.local.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong. */
public enum FaultKind {
    /** A service is killed (kill -9) and started again a moment later. */
    KILL_SERVICE(0, 6),
    /** A service ends, as if killed, at a point of its code where the order of two steps matters. */
    HALT_SERVICE(20, 20),
    /** A service stands still (SIGSTOP), longer than its leases last, and then goes on with what is its own no longer. */
    PAUSE_SERVICE(18, 40),
    /** A service is killed and runs for a while with a clock that is five minutes off. */
    CLOCK_OFF(10, 30),
    KILL_ENGINE(5, 20),
    PAUSE_ENGINE(5, 60),
    SLOW_LINK(5, 30),
    THROTTLED_LINK(5, 30),
    /** Connections stay open and nothing comes through until the end. */
    STALLED_LINK(5, 30),
    RESET_LINK(2, 10),
    /** The engine's end of the connections is gone, and the service is not told. */
    HALF_OPEN_LINK(5, 20),
    DUPLICATED_MESSAGES(0, 0),
    /** A service's announcements come late, so that those of others overtake them; and again in any order. */
    REORDERED_MESSAGES(2, 8),
    /** Facts are announced once more, an hour after they were true. */
    OLD_MESSAGES(0, 0),
    /** Something that is no message of ours, or that looks like one and cannot be read. */
    POISONED_MESSAGES(0, 0);

    private final int shortestSeconds;
    private final int longestSeconds;

    FaultKind(int shortestSeconds, int longestSeconds) {
        this.shortestSeconds = shortestSeconds;
        this.longestSeconds = longestSeconds;
    }

    /** As on the command line: {@code half-open-link}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FaultKind> of(String option) {
        return Arrays.stream(values()).filter(kind -> kind.option().equals(option)).findFirst();
    }

    /** Its target goes on as before. */
    boolean isOfMessages() {
        return switch (this) {
            case DUPLICATED_MESSAGES, REORDERED_MESSAGES, OLD_MESSAGES, POISONED_MESSAGES -> true;
            default -> false;
        };
    }

    /** What needs an engine may not start meanwhile. */
    boolean isOfEngines() {
        return switch (this) {
            case KILL_ENGINE, PAUSE_ENGINE, SLOW_LINK, THROTTLED_LINK, STALLED_LINK, RESET_LINK, HALF_OPEN_LINK -> true;
            default -> false;
        };
    }

    int shortestSeconds() {
        return shortestSeconds;
    }

    int longestSeconds() {
        return longestSeconds;
    }
}
