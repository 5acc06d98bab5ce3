package dev.souk.local.jobs;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The executors that have registered lately. They repeat it every 30 seconds; three times missed is dead. */
final class LiveExecutors {

    private static final Duration LIFETIME = Duration.ofSeconds(90);

    private final Clock clock;
    private final Map<Executor, Instant> lastSeen = new ConcurrentHashMap<>();

    LiveExecutors(Clock clock) {
        this.clock = clock;
    }

    /** @param address for example {@code http://127.0.0.1:9907/} */
    record Executor(String application, URI address) {}

    void register(Executor executor) {
        lastSeen.put(executor, clock.instant());
    }

    void remove(Executor executor) {
        lastSeen.remove(executor);
    }

    /** In the order of their addresses, so that a shard stays with its executor while none comes or goes. */
    List<URI> of(String application) {
        Instant dead = clock.instant().minus(LIFETIME);
        lastSeen.values().removeIf(seen -> seen.isBefore(dead));
        return lastSeen.keySet().stream()
                .filter(executor -> executor.application().equals(application))
                .map(Executor::address)
                .sorted()
                .toList();
    }
}
