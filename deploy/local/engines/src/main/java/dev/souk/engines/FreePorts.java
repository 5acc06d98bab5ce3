package dev.souk.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Hands out ports that are free now, each once, below the range from which systems serve outgoing connections. Some are used
 * only minutes later, so that being free is not enough: all processes that run this divide the ports among each other. Each takes
 * the same places in every thousand, and holds them by listening on a port that stands for them until it ends.
 */
final class FreePorts {

    private static final int FIRST_THOUSAND = 20;
    private static final int THOUSANDS = 11;
    private static final int SHARE = 20;
    private static final int SHARES = 1_000 / SHARE;
    private static final int GUARDS = 31_000;
    private static final int TRIES = 1_000;

    private static final List<Share> shares = new ArrayList<>();
    private static final Set<Integer> given = new HashSet<>();

    /** @param guard is never closed: the share is this process's until it ends */
    private record Share(int number, ServerSocket guard) {

        int anyPort() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            return (FIRST_THOUSAND + random.nextInt(THOUSANDS)) * 1_000 + number * SHARE + random.nextInt(SHARE);
        }

        boolean has(int port) {
            return port % 1_000 / SHARE == number;
        }
    }

    private FreePorts() {
    }

    static int next() {
        return nextWithNeighbours();
    }

    /** A port such that those at the given distances, which are about whole thousands, are free too. */
    static int nextWithNeighbours(int... distances) {
        synchronized (given) {
            while (true) {
                for (int attempt = 0; attempt < TRIES && !shares.isEmpty(); attempt++) {
                    Share share = shares.getLast();
                    int candidate = share.anyPort();
                    int[] all = IntStream
                            .concat(IntStream.of(candidate), IntStream.of(distances).map(d -> candidate + d))
                            .toArray();
                    if (IntStream.of(all).allMatch(port -> share.has(port) && isFree(port))) {
                        IntStream.of(all).forEach(given::add);
                        return candidate;
                    }
                }
                shares.add(anotherShare());
            }
        }
    }

    private static Share anotherShare() {
        int first = ThreadLocalRandom.current().nextInt(SHARES);
        for (int step = 0; step < SHARES; step++) {
            int number = (first + step) % SHARES;
            try {
                return new Share(number, new ServerSocket(GUARDS + number, 1, InetAddress.getLoopbackAddress()));
            } catch (IOException anothers) {
                // the next one
            }
        }
        throw new IllegalStateException("no ports are left between 20000 and 31000: end what other checkouts run");
    }

    private static boolean isFree(int port) {
        return !given.contains(port) && PortOwner.isFree(port);
    }
}
