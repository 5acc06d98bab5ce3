package dev.souk.common.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.JdbcTemplate;

/** Remembers which messages have taken effect, in the transaction of the effect. */
final class Inbox {

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final MeterRegistry meters;

    Inbox(JdbcTemplate jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * The messages that this consumer sees for the first time, in their order, each once. Another instance that has the same
     * message in hand waits here for this transaction, and then skips or takes it.
     */
    List<IncomingMessage> firstSeen(String consumer, List<IncomingMessage> messages) {
        // sorted, so that two instances with the same messages in hand do not wait for each other
        UUID[] ids = messages.stream().map(IncomingMessage::id).sorted().toArray(UUID[]::new);
        Set<UUID> fresh = new HashSet<>(jdbc.queryForList("""
                INSERT INTO inbox (consumer, message_id, received_at)
                SELECT ?, message_id, ? FROM unnest(?::uuid[]) AS message_id
                    ON CONFLICT DO NOTHING
                RETURNING message_id""", UUID.class, consumer, Timestamp.from(clock.instant()), ids));
        if (fresh.size() < messages.size()) {
            meters.counter("messaging.inbox.repeated", "consumer", consumer).increment(messages.size() - fresh.size());
        }
        return messages.stream().filter(message -> fresh.remove(message.id())).toList();
    }

    /**
     * Deletes some of what was received before the given time and has no partition of its day ({@link InboxPartitions}). Ids
     * are UUIDv7 and begin with the time, so the primary key finds the old ones without another index; an old message that
     * arrived lately stays.
     *
     * @return how many
     */
    int deleteReceivedBefore(Instant time, int limit) {
        return Stream.of("inbox_before", "inbox_other").mapToInt(rest -> jdbc.update("""
                DELETE FROM %s WHERE (consumer, message_id) IN (
                    SELECT consumer, message_id FROM %<s WHERE message_id < ? AND received_at < ? LIMIT ?)"""
                .formatted(rest), InboxPartitions.lowestId(time), Timestamp.from(time), limit)).sum();
    }
}
