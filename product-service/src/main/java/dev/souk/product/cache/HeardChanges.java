package dev.souk.product.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What this instance has heard of changes, and so the judge of everything that was read earlier, wherever it was kept: it
 * holds when its snapshot sees all that was committed before this instance began to listen, and the last change since.
 */
@Component
final class HeardChanges {

    /** A change that nobody has heard of for so long cannot be there. */
    private static final long TRUST_NANOS = Duration.ofSeconds(1).toNanos();
    /** Some 2 MB; beyond it everything is forgotten, which costs each product one read. */
    private static final int MOST_KEYS = 20_000;

    private final Ticker ticker;
    private final Map<String, CompletableFuture<Void>> marks = new ConcurrentHashMap<>();
    private volatile @Nullable Following following;
    private volatile long trustedUntil;

    HeardChanges(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * What is known since it listens.
     *
     * @param since taken after it began to listen
     * @param last the last transaction that has changed a key. Announcements come in the order of the commits, so whoever
     *        sees the last one sees those before it
     */
    private record Following(Snapshot since, Map<String, Long> last) {}

    /** Whether every change would have been heard of within the last second. */
    boolean isFollowed() {
        return following != null && ticker.read() - trustedUntil < 0;
    }

    /** Whether what was read of the key with this snapshot is what would be read now. */
    boolean holds(String key, Snapshot read) {
        Following known = following;
        if (known == null || !isFollowed() || !read.seesAllOf(known.since)) {
            return false;
        }
        Long last = known.last.get(key);
        return last == null || read.sees(last);
    }

    /** This instance listens, and did so before the snapshot was taken. */
    void begin(Snapshot since, long asked) {
        following = new Following(since, new ConcurrentHashMap<>());
        trustedUntil = asked + TRUST_NANOS;
    }

    void heard(String key, long transaction) {
        CompletableFuture<Void> mark = marks.remove(key);
        if (mark != null) {
            mark.complete(null);
        } else if (following != null) {
            following.last.put(key, transaction);
        }
    }

    /**
     * All has been heard that was committed before PostgreSQL was asked.
     *
     * @param now the snapshot that it answered with
     */
    void heardAll(Snapshot now, long asked) {
        if (following == null || following.last.size() > MOST_KEYS) {
            begin(now, asked);
        } else {
            trustedUntil = asked + TRUST_NANOS;
        }
    }

    /** It no longer listens. */
    void lost() {
        following = null;
        marks.values().forEach(mark -> mark.complete(null));
        marks.clear();
    }

    /** Completes when the announcement of this key is heard, or nothing is heard any more. */
    CompletableFuture<Void> mark(String key) {
        return marks.computeIfAbsent(key, _ -> new CompletableFuture<>());
    }

    void forgetMark(String key) {
        marks.remove(key);
    }
}
