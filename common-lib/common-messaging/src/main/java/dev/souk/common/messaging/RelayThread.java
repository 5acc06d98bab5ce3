package dev.souk.common.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the relay: sleeps until a commit wakes it (or the poll interval ends), and pauses, longer and longer, while Kafka or
 * the database is away. It starts before the listeners and the web server and stops after them, with a last look at what
 * they have left.
 */
final class RelayThread implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RelayThread.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final OutboxRelay relay;
    private final KafkaSender sender;
    private final Duration pollInterval;
    private final Duration maxPause;
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;

    RelayThread(OutboxRelay relay, KafkaSender sender, MessagingProperties.OutboxSettings settings) {
        this.relay = relay;
        this.sender = sender;
        this.pollInterval = settings.pollInterval();
        this.maxPause = settings.maxPause();
    }

    void wakeUp() {
        wakeUps.release();
    }

    @Override
    public synchronized void start() {
        stop = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        stop.countDown();
        wakeUp();
        try {
            if (thread != null && !thread.join(STOP_PATIENCE)) {
                log.warn("The outbox relay did not stop in time; what it leaves is sent by the next instance");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        try (sender) {
            boolean well = true;
            Duration pause = FIRST_PAUSE;
            while (!stopping()) {
                wakeUps.drainPermits();
                if (drained(well)) {
                    well = true;
                    pause = FIRST_PAUSE;
                    boolean woken = wakeUps.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS);
                    log.trace("Looking into the outbox, woken: {}", woken);
                } else {
                    well = false;
                    boolean stopped = stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                    log.trace("Trying again, stopped: {}", stopped);
                    pause = min(pause.multipliedBy(2), maxPause);
                }
            }
            if (well) {
                relay.drain(() -> true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.info("The outbox was not emptied while stopping; the next instance goes on: {}", e.toString());
        }
    }

    private boolean drained(boolean wasWell) {
        try {
            relay.drain(() -> !stopping());
        } catch (RuntimeException | Error e) { // a service without its relay would look well and say nothing
            if (wasWell) {
                log.warn("The outbox keeps its messages and the relay tries again until it gets through", e);
            } else {
                log.debug("The relay still does not get through", e);
            }
            return false;
        }
        if (!wasWell) {
            log.info("The relay gets through again");
        }
        return true;
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
