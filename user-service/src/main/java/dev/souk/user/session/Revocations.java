package dev.souk.user.session;

import dev.souk.user.token.AccessTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Announces ended sessions to the edge, at once after the commit. What a dead instance or an absent Redis left is announced by whichever
 * instance looks next, every second. An end may be announced twice, and never not at all while one of its access tokens is good.
 */
@Component
class Revocations implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);
    private static final int SESSIONS_AT_ONCE = 500;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final Sessions sessions;
    private final RevocationStream stream;
    private final Duration worthTelling;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor();

    Revocations(Sessions sessions, RevocationStream stream, AccessTokens accessTokens,
            TransactionOperations transactions, Clock clock) {
        this.sessions = sessions;
        this.stream = stream;
        this.transactions = transactions;
        this.clock = clock;
        worthTelling = accessTokens.lifetime().plus(CLOCK_SKEW);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void on(SessionsEnded ended) {
        // a request does not wait for Redis
        atOnce.execute(this::announce);
    }

    @Scheduled(fixedDelay = 1_000)
    void announce() {
        try {
            int announced;
            do {
                announced = transactions.execute(transaction -> announceSome());
            } while (announced == SESSIONS_AT_ONCE);
        } catch (RedisException away) {
            log.warn("Redis does not answer: the edge does not know yet which sessions ended; it is told later", away);
        }
    }

    private int announceSome() {
        Instant now = clock.instant();
        Instant since = now.minus(worthTelling);
        List<SessionId> ended = sessions.lockUnannounced(since, SESSIONS_AT_ONCE);
        if (!ended.isEmpty()) {
            stream.add(ended, since);
            sessions.announced(ended, now);
        }
        return ended.size();
    }

    @Override
    public void destroy() {
        atOnce.shutdown();
    }
}
