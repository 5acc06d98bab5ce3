package dev.souk.product.purchase;

import dev.souk.product.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Writes the leaderboard within a second of a purchase, at most once a second however many there are, and now and then by
 * itself: for what another instance has counted, and when Redis has lost it.
 */
@Component
final class LeaderboardWriter extends Worker {

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(30);

    private final Leaderboard leaderboard;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();
    private long written = -1;
    private Instant writtenAt = Instant.MIN;

    LeaderboardWriter(Leaderboard leaderboard, Clock clock) {
        super("leaderboard-writer");
        this.leaderboard = leaderboard;
        this.clock = clock;
    }

    @TransactionalEventListener
    void heard(PurchasesChanged change) {
        changes.incrementAndGet();
    }

    @Override
    protected Duration turn() {
        long known = changes.get();
        Instant now = clock.instant();
        if (known != written || writtenAt.isBefore(now.minus(AT_LEAST_EVERY))) {
            leaderboard.write();
            written = known;
            writtenAt = now;
        }
        return TURN;
    }
}
