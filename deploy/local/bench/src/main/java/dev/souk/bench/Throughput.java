package dev.souk.bench;

import java.util.List;
import java.util.stream.IntStream;

/** How much of one thing was done in each round, in their order. */
record Throughput(String what, List<Done> rounds) {

    /**
     * One round.
     *
     * @param seconds from the first request until the last of them was done
     */
    record Done(long count, double seconds) {

        double rate() {
            return count / seconds;
        }
    }

    /** How many a second. */
    Spread rate() {
        return Spread.of(rounds.stream().mapToDouble(Done::rate));
    }

    /** Round by round. */
    Spread rateTo(Throughput other) {
        return Spread.of(IntStream.range(0, rounds.size())
                .mapToDouble(round -> rounds.get(round).rate() / other.rounds.get(round).rate()));
    }

    long count() {
        return rounds.stream().mapToLong(Done::count).sum();
    }
}
