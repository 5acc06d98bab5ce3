package dev.souk.local.chaos;

import dev.souk.local.chaos.Injector.Done;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one seed went.
 *
 * @param begin of the load; the times of faults count from it
 * @param visits that shoppers made
 * @param turnedAway visits for which there was no place any more
 * @param writes that shoppers asked for, by what they were told
 * @param outcomes of the orders that came of it
 * @param recovery null when it could not be looked at
 * @param findings what does not hold; none is success
 */
public record SeedReport(
        long seed,
        Instant begin,
        List<Done> faults,
        int visits,
        int turnedAway,
        Map<String, Integer> writes,
        Map<String, Integer> outcomes,
        @Nullable Recovery recovery,
        List<String> findings) {

    /**
     * How the platform came to itself, both times from the end of the last fault.
     *
     * @param running until all programs ran again
     * @param ended until the shoppers had gone and every order had ended, or until patience was lost
     * @param open orders that had not ended by then
     */
    public record Recovery(Duration running, Duration ended, int open) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.1f s after the faults; everything ran again %.1f s after them",
                    open == 0 ? "all ended" : open + " had not ended", seconds(ended), seconds(running));
        }
    }

    public SeedReport {
        faults = List.copyOf(faults);
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return findings.isEmpty();
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("seed %d: %s".formatted(seed, holds() ? "everything holds" : findings.size() + " findings"));
        faults.forEach(
                done -> lines.add("  %6.1f to %5.1f s  %s %s%s".formatted(after(done.from()), after(done.until()),
                        done.fault().kind().option(), done.fault().target(),
                        done.note().isEmpty() ? "" : " (" + done.note() + ")")));
        lines.add("  %d visits, %d turned away; writes: %s".formatted(visits, turnedAway, counts(writes)));
        lines.add("  orders: " + counts(outcomes));
        lines.add("  " + (recovery == null ? "nobody knows whether they ended" : recovery));
        findings.forEach(finding -> lines.add("  BROKEN " + finding));
        return lines;
    }

    /** For machines. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("seed", seed);
        values.put("holds", holds());
        values.put("begin", begin.toString());
        values.put("faults", faults.stream().map(this::values).toList());
        values.put("visits", visits);
        values.put("turnedAway", turnedAway);
        values.put("writes", writes);
        values.put("orders", outcomes);
        if (recovery != null) {
            values.put("runningAgainSeconds", seconds(recovery.running()));
            values.put(recovery.open() == 0 ? "recoverySeconds" : "patienceSeconds", seconds(recovery.ended()));
            values.put("openOrders", recovery.open());
        }
        values.put("findings", findings);
        return values;
    }

    private Map<String, Object> values(Done done) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", done.fault().kind().option());
        values.put("target", done.fault().target());
        values.put("fromSeconds", after(done.from()));
        values.put("untilSeconds", after(done.until()));
        values.put("outcome", done.outcome().name());
        values.put("note", done.note());
        return values;
    }

    private double after(Instant instant) {
        return seconds(Duration.between(begin, instant));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private static String counts(Map<String, Integer> counts) {
        return String.join(", ",
                counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey()).toList());
    }
}
