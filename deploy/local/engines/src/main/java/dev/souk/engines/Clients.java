package dev.souk.engines;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The processes that use a keeper's engines. They do not sign off: they end. */
final class Clients {

    private final Map<Long, Birth> alive = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private volatile long lastSeen;

    Clients(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastSeen = nanoTime.getAsLong();
    }

    void add(long pid) {
        Birth.of(pid).ifPresent(birth -> alive.put(pid, birth));
        lastSeen = nanoTime.getAsLong();
    }

    /** For how long no client has lived, as far as earlier calls have seen. */
    Duration absence() {
        alive.entrySet().removeIf(client -> !client.getValue().isAlive(client.getKey()));
        if (!alive.isEmpty()) {
            lastSeen = nanoTime.getAsLong();
        }
        return Duration.ofNanos(nanoTime.getAsLong() - lastSeen);
    }
}
