package dev.souk.order.flashsale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.souk.test.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an instance knows of the sales, and when it asks. */
class RunningSalesTests {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);
    private static final String SKU = "HOT-9";

    private final HandClock clock = new HandClock(START);
    private final Database database = new Database();
    private final RunningSales running = new RunningSales(database,
            new FlashSaleProperties(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(60), KNOWN_FOR),
            clock);

    @Test
    void whoComesFirstToAFreshInstanceWaitsUntilTheSalesAreKnown() throws Exception {
        database.answers = new CountDownLatch(1);
        FutureTask<List<FlashSales.Standing>> first = ask();
        await().until(() -> database.asked.get() == 1);
        FutureTask<List<FlashSales.Standing>> second = ask();

        database.answers.countDown();

        assertThat(first.get()).hasSize(1);
        assertThat(second.get()).hasSize(1);
        assertThat(database.asked).hasValue(1);
    }

    @Test
    void whileOneAsksAgainTheOthersGoOnWithWhatWasKnownAMomentBefore() throws Exception {
        running.of(List.of(SKU));
        clock.pass(KNOWN_FOR);
        database.answers = new CountDownLatch(1);
        FutureTask<List<FlashSales.Standing>> asking = ask();
        await().until(() -> database.asked.get() == 2);

        assertThat(running.of(List.of(SKU))).hasSize(1);

        database.answers.countDown();
        assertThat(asking.get()).hasSize(1);
    }

    @Test
    void aDatabaseThatIsSlowToAnswerIsAskedLessOften() {
        database.takes = Duration.ofMillis(50);
        running.of(List.of(SKU));

        clock.pass(Duration.ofSeconds(4));
        running.of(List.of(SKU));
        assertThat(database.asked).hasValue(1);

        clock.pass(Duration.ofSeconds(1));
        running.of(List.of(SKU));
        assertThat(database.asked).hasValue(2);
    }

    @Test
    void aDatabaseThatWasVerySlowOnceIsAskedAgainSoonEnoughForASale() {
        database.takes = Duration.ofSeconds(1);
        running.of(List.of(SKU));

        clock.pass(Duration.ofSeconds(9));
        running.of(List.of(SKU));

        assertThat(database.asked).hasValue(2);
    }

    private FutureTask<List<FlashSales.Standing>> ask() {
        FutureTask<List<FlashSales.Standing>> task = new FutureTask<>(() -> running.of(List.of(SKU)));
        Thread thread = Thread.ofPlatform().daemon().start(task);
        await().until(() -> thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING || task.isDone());
        return task;
    }

    /** Has one sale, and answers when it is let to. */
    private final class Database extends FlashSales {

        private volatile CountDownLatch answers = new CountDownLatch(0);
        private volatile Duration takes = Duration.ZERO;
        private final AtomicInteger asked = new AtomicInteger();

        Database() {
            super(mock(JdbcClient.class));
        }

        @Override
        List<Standing> standing(Instant now) {
            asked.incrementAndGet();
            try {
                answers.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            clock.pass(takes);
            UUID operator = UUID.randomUUID();
            return List.of(new Standing(new FlashSale(UUID.randomUUID(), SKU,
                    new FlashSale.Terms(10, 1, START, START.plusSeconds(3_600)), 0, 1, START, operator, START,
                    operator), 0));
        }
    }
}
