package dev.souk.product.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * A thread in the background: takes one turn after the other and rests between them until it is woken or the rest is over.
 * While its turns fail it pauses, longer and longer, and is not woken: what has failed is away and not waiting for work.
 */
public abstract class Worker implements SmartLifecycle {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile CountDownLatch stop = new CountDownLatch(0);
    private @Nullable Thread thread;

    /** @param name of the thread and in the log */
    protected Worker(String name) {
        this.name = name;
    }

    /**
     * Does what there is to do. A long turn looks at {@link #isRunning} now and then and ends early when it is false.
     *
     * @return how long to rest at most
     * @throws Exception when something is away; the turn is taken again after a pause
     */
    protected abstract Duration turn() throws Exception;

    /** However often it is woken during a turn, one more turn follows. */
    public final void wake() {
        wakeUps.release();
    }

    @Override
    public final synchronized void start() {
        if (thread == null) {
            stop = new CountDownLatch(1);
            thread = Thread.ofPlatform().name(name).daemon().start(this::run);
        }
    }

    /** Waits for the turn at hand, 15 seconds at most. */
    @Override
    public final synchronized void stop() {
        stop.countDown();
        wake();
        try {
            if (thread == null || thread.join(STOP_PATIENCE)) {
                thread = null;
            } else {
                log.warn("{} did not end its turn in time; what it leaves is taken up by the next instance", name);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return stop.getCount() > 0;
    }

    private void run() {
        int failures = 0;
        try {
            while (isRunning()) {
                wakeUps.drainPermits();
                try {
                    Duration rest = turn();
                    if (failures > 0) {
                        log.info("{} gets through again", name);
                    }
                    failures = 0;
                    boolean _ = wakeUps.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException hurried) {
                    throw hurried;
                } catch (Exception | Error failure) { // nobody would notice a thread that an error has ended
                    failures++;
                    log.atLevel(failures == 1 ? Level.WARN : Level.DEBUG).setCause(failure)
                            .log("{} has failed and tries again until it gets through", name);
                    boolean _ = stop.await(pauseAfter(failures).toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
