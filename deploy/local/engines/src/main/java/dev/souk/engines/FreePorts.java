package dev.souk.engines;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Hands out ports that are free now, each once, below the range from which systems serve outgoing connections. */
final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_000;

    private final Set<Integer> given = new HashSet<>();

    int next() {
        return nextWithNeighbours();
    }

    /** A port such that those at the given distances are free too. */
    int nextWithNeighbours(int... distances) {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            int[] all = IntStream.concat(IntStream.of(candidate), IntStream.of(distances).map(d -> candidate + d))
                    .toArray();
            if (IntStream.of(all).allMatch(this::isFree)) {
                IntStream.of(all).forEach(given::add);
                return candidate;
            }
        }
    }

    private boolean isFree(int port) {
        return !given.contains(port) && PortOwner.isFree(port);
    }
}
