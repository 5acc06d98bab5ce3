package dev.souk.product.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTests {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final AtomicInteger turns = new AtomicInteger();
    private Worker worker = worker(() -> FOR_EVER);

    @AfterEach
    void stop() {
        worker.stop();
    }

    @Test
    void aTurnIsTakenAtTheStartAndWheneverItIsWoken() {
        worker.start();
        awaitTurns(1);
        worker.wake();
        awaitTurns(2);
    }

    @Test
    void aTurnIsTakenWhenTheRestIsOver() {
        worker = worker(() -> Duration.ZERO);
        worker.start();
        awaitTurns(3);
    }

    @Test
    void beingWokenDuringATurnIsNotForgotten() {
        CountDownLatch firstTurn = new CountDownLatch(1);
        worker = worker(() -> {
            firstTurn.await();
            return FOR_EVER;
        });
        worker.start();
        awaitTurns(1);
        worker.wake();
        worker.wake();
        firstTurn.countDown();
        awaitTurns(2);
    }

    @ParameterizedTest
    @ValueSource(classes = {IOException.class, IllegalStateException.class, StackOverflowError.class})
    void aFailedTurnIsTakenAgain(Class<? extends Throwable> failure) {
        AtomicBoolean away = new AtomicBoolean(true);
        worker = worker(() -> {
            if (away.get()) {
                throwIt(failure);
            }
            return FOR_EVER;
        });
        worker.start();
        awaitTurns(3);
        away.set(false);
        int before = turns.get();
        await().until(() -> turns.get() > before);
        worker.wake();
        await().until(() -> turns.get() > before + 1);
    }

    @Test
    void stoppingEndsARest() {
        worker.start();
        awaitTurns(1);
        worker.stop();
        assertThat(worker.isRunning()).isFalse();
        worker.wake();
        assertThat(turns).hasValue(1);
    }

    @Test
    void aLongTurnSeesThatItIsStopped() {
        AtomicBoolean ended = new AtomicBoolean();
        worker = worker(() -> {
            await().pollInSameThread().until(() -> !worker.isRunning());
            ended.set(true);
            return FOR_EVER;
        });
        worker.start();
        awaitTurns(1);
        worker.stop();
        assertThat(ended).isTrue();
    }

    @Test
    void aStoppedWorkerStartsAgain() {
        worker.start();
        awaitTurns(1);
        worker.stop();
        worker.start();
        awaitTurns(2);
        assertThat(worker.isRunning()).isTrue();
    }

    private void awaitTurns(int least) {
        await().until(() -> turns.get() >= least);
    }

    private Worker worker(Callable<Duration> turn) {
        return new Worker("tested") {
            @Override
            protected Duration turn() throws Exception {
                turns.incrementAndGet();
                return turn.call();
            }
        };
    }

    private static void throwIt(Class<? extends Throwable> failure) throws Exception {
        Throwable thrown = failure.getDeclaredConstructor().newInstance();
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (Exception) thrown;
    }
}
