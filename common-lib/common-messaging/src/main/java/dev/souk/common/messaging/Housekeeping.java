package dev.souk.common.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Measures the outbox and deletes from outbox and inbox what is too old, in small transactions; instances share it. */
final class Housekeeping {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private static final int ROWS = 5_000;

    private final OutboxTable outbox;
    private final Inbox inbox;
    private final InboxPartitions partitions;
    private final MessagingProperties properties;
    private final Clock clock;

    private volatile OutboxTable.Backlog backlog = new OutboxTable.Backlog(0, Duration.ZERO);

    Housekeeping(OutboxTable outbox, Inbox inbox, InboxPartitions partitions, MessagingProperties properties,
            Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.inbox = inbox;
        this.partitions = partitions;
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

    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void measure() {
        try {
            backlog = outbox.backlog();
        } catch (DataAccessException e) { // what needs the database says so, and not every five seconds
            log.debug("The outbox cannot be measured now", e);
        }
    }

    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void clean() {
        untilNothingIsLeft(() -> outbox.deleteSentBefore(clock.instant().minus(properties.outbox().keepSent()), ROWS));
        Instant forgotten = clock.instant().minus(properties.listener().keepInbox());
        partitions.prepare();
        partitions.dropBefore(forgotten);
        untilNothingIsLeft(() -> inbox.deleteReceivedBefore(forgotten, ROWS));
    }

    private static void untilNothingIsLeft(IntSupplier deletion) {
        int deleted;
        do {
            deleted = deletion.getAsInt();
        } while (deleted > 0);
    }
}
