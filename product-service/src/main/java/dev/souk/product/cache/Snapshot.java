package dev.souk.product.cache;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Collectors;

/**
 * Which transactions of PostgreSQL a reader has seen, as {@code pg_current_snapshot()} says it.
 *
 * @param end all transactions from this one on are not seen
 * @param inProgress before it, these are not seen either; ascending
 */
record Snapshot(long begin, long end, long[] inProgress) {

    /** @param text for example {@code 10:20:10,14,15} */
    static Snapshot parse(String text) {
        String[] parts = text.split(":", -1);
        return new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2].isEmpty()
                ? new long[0]
                : Arrays.stream(parts[2].split(",", -1)).mapToLong(Long::parseLong).toArray());
    }

    boolean sees(long transaction) {
        return transaction < begin || transaction < end && Arrays.binarySearch(inProgress, transaction) < 0;
    }

    /** Whether it sees every transaction that the other one sees. */
    boolean seesAllOf(Snapshot other) {
        return end >= other.end && LongStream.of(inProgress).noneMatch(other::sees);
    }

    @Override
    public String toString() {
        return begin + ":" + end + ":"
                + LongStream.of(inProgress).mapToObj(Long::toString).collect(Collectors.joining(","));
    }
}
