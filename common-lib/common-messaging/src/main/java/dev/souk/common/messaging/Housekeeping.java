package dev.souk.common.messaging;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Measures the outbox and deletes from outbox and inbox what is too old, in small transactions. */
final class Housekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final Duration MEASURE_EVERY = Duration.ofSeconds(5);
    private static final Duration CLEAN_EVERY = Duration.ofMinutes(10);
    private static final int ROWS = 5_000;

    private final OutboxTable outbox;
    private final Inbox inbox;
    private final MessagingProperties properties;
    private final Clock clock;

    private volatile OutboxTable.Backlog backlog = new OutboxTable.Backlog(0, Duration.ZERO);
    private @Nullable ScheduledExecutorService scheduler;

    Housekeeping(OutboxTable outbox, Inbox inbox, MessagingProperties properties, Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.inbox = inbox;
        this.properties = properties;
        this.clock = clock;
        Gauge.builder("messaging.outbox.waiting", () -> backlog.messages())
                .description("Messages that are not in Kafka yet")
                .register(meters);
        Gauge.builder("messaging.outbox.age", () -> backlog.age().toMillis() / 1000.0)
                .description("Age of the oldest message that is not in Kafka yet")
                .baseUnit("seconds")
                .register(meters);
    }

    @Override
    public synchronized void start() {
        scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("messaging-housekeeping").daemon().factory());
        every(MEASURE_EVERY, this::measure);
        every(CLEAN_EVERY, this::clean);
    }

    @Override
    public synchronized void stop() {
        if (scheduler != null) {
            scheduler.shutdownNow();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    void measure() {
        backlog = outbox.backlog();
    }

    void clean() {
        untilNothingIsLeft(() -> outbox.deleteSentBefore(clock.instant().minus(properties.outbox().keepSent()), ROWS));
        untilNothingIsLeft(
                () -> inbox.deleteReceivedBefore(clock.instant().minus(properties.listener().keepInbox()), ROWS));
    }

    private static void untilNothingIsLeft(IntSupplier deletion) {
        while (deletion.getAsInt() > 0 && !Thread.currentThread().isInterrupted()) {
            log.debug("Deleted some old messages");
        }
    }

    private void every(Duration period, Runnable work) {
        if (scheduler != null) {
            ScheduledFuture<?> _ = scheduler.scheduleWithFixedDelay(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) { // or the scheduler would never run it again
                    log.debug("Housekeeping of messages failed and is tried again in {}", period, e);
                }
            }, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
