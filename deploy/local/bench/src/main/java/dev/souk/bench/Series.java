package dev.souk.bench;

import dev.souk.bench.Load.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the rounds of one contender came to, in their order. */
record Series(String contender, List<Round> rounds) {

    /** @param cpu of the proxy alone, from before the first request to after the last answer */
    record Round(Outcome outcome, Duration cpu) {

        /** An answer that was not good has cost, too, and is paid by the good ones. */
        double microsPerGoodAnswer() {
            return cpu.toNanos() / 1_000.0 / outcome.good();
        }
    }

    double medianMicros() {
        return median(rounds.stream().mapToDouble(Round::microsPerGoodAnswer).toArray());
    }

    double leastMicros() {
        return rounds.stream().mapToDouble(Round::microsPerGoodAnswer).min().orElseThrow();
    }

    double mostMicros() {
        return rounds.stream().mapToDouble(Round::microsPerGoodAnswer).max().orElseThrow();
    }

    long good() {
        return rounds.stream().mapToLong(round -> round.outcome().good()).sum();
    }

    /** How many were answered with what else. */
    SortedMap<String, Long> others() {
        SortedMap<String, Long> others = new TreeMap<>();
        rounds.forEach(round -> round.outcome().others().forEach((answer, count) -> others.merge(answer, count,
                Long::sum)));
        return others;
    }

    /** Good answers a second, while the whole machine worked on them: client, proxy and the service behind. */
    double rate() {
        return good() / rounds.stream().mapToDouble(round -> round.outcome().took().toNanos() / 1e9).sum();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
