package dev.souk.local.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that goes wrong once.
 *
 * @param target a program, a link or a topic, by its kind
 * @param at after the beginning of the load
 * @param lasts zero for what happens in a moment
 * @param dice decides what the kind leaves open
 */
public record Fault(FaultKind kind, String target, Duration at, Duration lasts, int dice) {

    Duration until() {
        return at.plus(lasts);
    }

    @Override
    public String toString() {
        return lasts.isZero()
                ? String.format(Locale.ROOT, "%5.1f s         %s %s", seconds(at), kind.option(), target)
                : String.format(Locale.ROOT, "%5.1f to %4.1f s %s %s", seconds(at), seconds(until()), kind.option(),
                        target);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
