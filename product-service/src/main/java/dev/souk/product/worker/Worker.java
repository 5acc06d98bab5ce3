package dev.souk.product.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that takes one turn after the other and rests between them until it is woken or the rest is over. However often it
 * is woken during a turn, one more turn follows.
 */
public final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<Duration> turn;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param turn does what there is to do and tells how long to rest at most; a failure is logged and a turn like any other */
    public Worker(String name, Supplier<Duration> turn) {
        this.name = name;
        this.turn = turn;
    }

    public synchronized void start() {
        if (thread == null) {
            running = true;
            thread = Thread.ofPlatform().name(name).start(this::run);
        }
    }

    /** Waits for the turn at hand, 15 seconds at most. */
    public synchronized void stop() {
        running = false;
        wake();
        if (thread != null) {
            try {
                thread.join(STOP_TIMEOUT);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    /** Long turns ask now and then whether to end early. */
    public boolean isRunning() {
        return running;
    }

    public void wake() {
        wakeUp.release();
    }

    private void run() {
        while (running) {
            rest(takeTurn());
        }
    }

    private Duration takeTurn() {
        try {
            return turn.get();
        } catch (RuntimeException failure) {
            log.warn("{} rests for {} after a failure", name, REST_AFTER_FAILURE, failure);
            return REST_AFTER_FAILURE;
        }
    }

    private void rest(Duration atMost) {
        try {
            if (wakeUp.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUp.drainPermits();
            }
        } catch (InterruptedException stopped) {
            running = false;
            Thread.currentThread().interrupt();
        }
    }
}
