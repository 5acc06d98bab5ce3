package dev.souk.user.session;

import dev.souk.user.token.AccessTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Announces ended sessions to the edge, at once after the commit. What a dead instance or an absent Redis left is announced by whichever
 * instance looks next, every second.
 *
 * <p><b>Delivery.</b> The database says what was announced and when, so an end is announced at least once while an access token of its
 * session may be good, and maybe more often: nothing is locked while Redis is asked. When Redis has lost entries (a restart without
 * persistence, a flush, a failover to a replica that was behind) the stream ends before the newest announcement that the database
 * knows; then all of them are announced anew.
 *
 * <p><b>Limit.</b> Not seen is a loss that falls between two announcements of which one does not know the other yet: one instance has
 * announced and not yet said so in the database, or said so after another looked there; Redis loses that entry; the other then adds
 * a newer one. The access token of the session whose entry was lost is good at the edge until it expires.
 */
@Component
class Revocations implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);
    private static final int SESSIONS_AT_ONCE = 500;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final Sessions sessions;
    private final RevocationStream stream;
    private final Duration worthTelling;
    private final Clock clock;

    /** One thread, and one call that waits for it: whatever ends before that call begins is announced by it. */
    private final ThreadPoolExecutor announcer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1), Thread.ofVirtual().name("revocations").factory(), new DiscardPolicy());

    Revocations(Sessions sessions, RevocationStream stream, AccessTokens accessTokens, Clock clock) {
        this.sessions = sessions;
        this.stream = stream;
        this.clock = clock;
        worthTelling = accessTokens.lifetime().plus(CLOCK_SKEW);
    }

    /** A request does not wait for Redis. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void on(SessionsEnded ended) {
        announcer.execute(this::announce);
    }

    @Scheduled(fixedDelay = 1_000)
    void lookAgain() {
        announcer.execute(this::announce);
    }

    private void announce() {
        try {
            boolean more;
            do {
                more = announceSome();
            } while (more);
        } catch (RedisException | DataAccessException away) {
            log.warn(
                    "Redis or the database does not answer: the edge does not know yet which sessions ended; it is told"
                            + " later",
                    away);
        }
    }

    /** @return whether there may be more to announce */
    private boolean announceSome() {
        Instant since = clock.instant().minus(worthTelling);
        // in this order: what another instance announces in between is then announced twice, or known to be in the stream
        List<SessionId> ended = sessions.unannounced(since, SESSIONS_AT_ONCE);
        Instant known = sessions.newestAnnouncement(since).orElse(Instant.EPOCH);
        Optional<Instant> announced = stream.add(ended, since, known);
        if (announced.isEmpty()) {
            log.warn("Redis has lost ends of sessions: all since {} are announced again", since);
            sessions.forgetAnnouncements(since);
            return true;
        }
        if (!ended.isEmpty()) {
            sessions.announced(ended, announced.get());
        }
        return ended.size() == SESSIONS_AT_ONCE;
    }

    /** Waits for what is being announced. */
    @Override
    public void destroy() {
        announcer.close();
    }
}
