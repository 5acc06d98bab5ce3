package dev.souk.common.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Where reading of the outbox begins. The index of waiting rows keeps the entries of those that are sent until a vacuum comes,
 * which is long after a backlog or behind a long transaction; reading over them again and again would cost more than the
 * sending. So what was sent some seconds ago is passed over, and looked at only now and then, for rows of transactions that
 * took longer to commit. How often depends on what it costs: looking back takes a twentieth of the time at most.
 *
 * <p>For one thread.
 */
final class LowWater {

    /** Longer than ordinary transactions, which are never missed, take to commit. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final int SHARE = 20;

    private final InstantSource clock;

    private long settled;
    private long settling;
    private long highest;
    private Instant nextTurn = Instant.MIN;
    private Instant nextFromStart = Instant.MIN;
    private Instant nextLookBack = Instant.MIN;

    LowWater(InstantSource clock) {
        this.clock = clock;
    }

    /** The id after which to read at the beginning of a run, or when {@link #isLookBackDue}. */
    long begin() {
        Instant now = clock.instant();
        if (!now.isBefore(nextTurn)) {
            settled = settling;
            settling = highest;
            nextTurn = now.plus(SETTLING);
        }
        return now.isBefore(nextFromStart) ? settled : 0;
    }

    boolean isLookBackDue() {
        return !clock.instant().isBefore(nextLookBack);
    }

    /** What was waiting after that id was read, which took so long. */
    void looked(long afterId, Duration took) {
        Instant now = clock.instant();
        nextLookBack = now.plus(longer(SHORTEST_PAUSE, took.multipliedBy(SHARE)));
        if (afterId == 0) {
            nextFromStart = now.plus(longer(SETTLING, took.multipliedBy(SHARE)));
        }
    }

    /** All that waited to this id is in Kafka and marked. */
    void sent(long id) {
        highest = Math.max(highest, id);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
