package dev.souk.bench;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds of one who answered, in their order. */
record Timings(String name, List<Latencies> rounds) {

    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;

    /** Microseconds within which half of the good answers of a round came. */
    Spread p50() {
        return of(Timings::p50);
    }

    /** The same for 99 of 100. */
    Spread p99() {
        return of(Timings::p99);
    }

    /** Good answers a second. */
    Spread rate() {
        return of(Latencies::rate);
    }

    /** Round by round. */
    Spread p50To(Timings other) {
        return to(other, Timings::p50);
    }

    Spread p99To(Timings other) {
        return to(other, Timings::p99);
    }

    Spread rateTo(Timings other) {
        return to(other, Latencies::rate);
    }

    long good() {
        return rounds.stream().mapToLong(round -> round.micros().size()).sum();
    }

    SortedMap<String, Long> others() {
        SortedMap<String, Long> others = new TreeMap<>();
        rounds.forEach(round -> round.others().forEach((answer, count) -> others.merge(answer, count, Long::sum)));
        return others;
    }

    private Spread of(ToDoubleFunction<Latencies> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure));
    }

    private Spread to(Timings other, ToDoubleFunction<Latencies> figure) {
        return Spread.of(IntStream.range(0, rounds.size()).mapToDouble(round -> figure.applyAsDouble(rounds.get(round))
                / figure.applyAsDouble(other.rounds.get(round))));
    }

    private static double p50(Latencies round) {
        return round.percentile(HALF);
    }

    private static double p99(Latencies round) {
        return round.percentile(NEARLY_ALL);
    }
}
