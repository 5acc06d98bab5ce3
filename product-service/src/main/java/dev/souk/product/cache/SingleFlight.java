package dev.souk.product.cache;

import com.github.benmanes.caffeine.cache.Cache;
import io.micrometer.core.instrument.Counter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values in this JVM, each loaded by one thread at a time: who asks for it meanwhile waits for that load, and shares its
 * failure, which is not kept.
 */
final class SingleFlight<K, V> {

    private final Cache<K, V> kept;
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Counter hits;
    private final Counter misses;

    SingleFlight(Cache<K, V> kept, Counter hits, Counter misses) {
        this.kept = kept;
        this.hits = hits;
        this.misses = misses;
    }

    /**
     * The value that is there, or a new one.
     *
     * @param holds whether a value that somebody else has loaded may be given
     * @param load called in this thread
     */
    V get(K key, Predicate<V> holds, Supplier<V> load) {
        while (true) {
            V value = kept.getIfPresent(key);
            if (value != null && holds.test(value)) {
                hits.increment();
                return value;
            }
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> flight = flights.putIfAbsent(key, mine);
            if (flight == null) {
                return land(key, mine, landed(key, holds), load);
            }
            V shared = wait(flight);
            if (holds.test(shared)) {
                hits.increment();
                return shared;
            }
        }
    }

    /** What a flight has brought that ended between the look into the cache and the start of this one. */
    private @Nullable V landed(K key, Predicate<V> holds) {
        V value = kept.getIfPresent(key);
        return value != null && holds.test(value) ? value : null;
    }

    private V land(K key, CompletableFuture<V> flight, @Nullable V landed, Supplier<V> load) {
        try {
            V value = landed;
            if (value == null) {
                misses.increment();
                value = load.get();
                kept.put(key, value);
            } else {
                hits.increment();
            }
            flights.remove(key, flight);
            flight.complete(value);
            return value;
        } catch (RuntimeException | Error failure) {
            flights.remove(key, flight);
            flight.completeExceptionally(failure);
            throw failure;
        }
    }

    private static <V> V wait(CompletableFuture<V> flight) {
        try {
            return flight.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw failed;
        }
    }
}
