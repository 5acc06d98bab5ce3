package dev.souk.local;

import dev.souk.engines.PortOwner;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Hands out ports that are free now, each once, in a range of its own below that of outgoing connections. */
final class FreeServicePorts {

    private static final int LOWEST = 11_100;
    private static final int HIGHEST = 14_900;

    private final Set<Integer> given = new HashSet<>();

    int next() {
        while (true) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (PortOwner.isFree(candidate) && given.add(candidate)) {
                return candidate;
            }
        }
    }

    /** A port whose management port is free too. */
    int nextWithManagement() {
        while (true) {
            int candidate = next();
            int management = candidate + Service.MANAGEMENT_DISTANCE;
            if (PortOwner.isFree(management) && given.add(management)) {
                return candidate;
            }
        }
    }
}
