package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Two instances that have the same messages in hand, as after a rebalance that one of them has not noticed yet. */
@SpringBootTest(properties = "souk.messaging.outbox.poll-interval=1h")
@SoukEngines(Engine.POSTGRES)
class InboxTests {

    @Autowired
    Inbox inbox;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transactions;

    private final String consumer = "consumer-" + UUID.randomUUID();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<IncomingMessage> messages = List.of(message(), message(), message());

    @AfterEach
    void stopThreads() {
        threads.close();
    }

    @Test
    void theSecondSkipsWhatTheFirstCommits() {
        assertThat(takenBySecondWhileFirst(false)).isEmpty();
    }

    @Test
    void theSecondTakesWhatTheFirstRollsBack() {
        assertThat(takenBySecondWhileFirst(true)).isEqualTo(messages);
    }

    @Test
    void differentConsumersDoNotKeepEachOtherFromAMessage() {
        inbox.firstSeen(consumer, messages);

        assertThat(inbox.firstSeen(consumer + "-other", messages)).isEqualTo(messages);
    }

    private List<IncomingMessage> takenBySecondWhileFirst(boolean rollsBack) {
        CountDownLatch firstHasThem = new CountDownLatch(1);
        CountDownLatch firstMayEnd = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> transactions.executeWithoutResult(status -> {
            assertThat(inbox.firstSeen(consumer, messages)).isEqualTo(messages);
            firstHasThem.countDown();
            await().until(() -> firstMayEnd.getCount() == 0);
            if (rollsBack) {
                status.setRollbackOnly();
            }
        }), threads);
        await().until(() -> firstHasThem.getCount() == 0);

        CompletableFuture<List<IncomingMessage>> second = CompletableFuture.supplyAsync(() -> transactions
                .execute(status -> inbox.firstSeen(consumer, messages)), threads);
        await().until(this::somebodyWaitsForALock);
        assertThat(second).isNotDone();
        firstMayEnd.countDown();

        first.join();
        return second.join();
    }

    private boolean somebodyWaitsForALock() {
        return !jdbc.queryForList("""
                SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()""")
                .isEmpty();
    }

    private static IncomingMessage message() {
        return new IncomingMessage(UuidCreator.getTimeOrderedEpoch(), "letters", "key", "Written", Instant.EPOCH,
                MessageJson.bytes("1"));
    }
}
