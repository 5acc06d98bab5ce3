package dev.souk.common.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the outbox. Every method runs in the transaction of its caller. */
final class OutboxTable {

    /** Kafka takes a mebibyte with its headers; refused here, a larger one fails its own transaction and blocks nobody. */
    private static final int MAX_PAYLOAD_BYTES = 900_000;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    OutboxTable(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(List<TracedMessage> messages) {
        Timestamp now = Timestamp.from(clock.instant());
        List<@Nullable Object[]> rows = messages.stream().map(message -> row(message, now)).toList();
        jdbc.batchUpdate("""
                INSERT INTO outbox (message_id, topic, key, type, data_schema, traceparent, payload, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""", rows);
    }

    void insert(Replay replay) {
        jdbc.update(
                """
                        INSERT INTO outbox (message_id, topic, key, type, data_schema, traceparent, payload, created_at, headers)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                replay.messageId(), replay.topic(), replay.key(), replay.type(),
                replay.schema(), replay.traceparent(), replay.payload(), Timestamp.from(clock.instant()),
                MessageJson.write(replay.headers()));
    }

    private static @Nullable Object[] row(TracedMessage traced, Timestamp now) {
        OutgoingMessage message = traced.message();
        String payload = MessageJson.write(message.data());
        if (MessageJson.bytes(payload).length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(message.type() + " of " + message.key() + " is larger than "
                    + MAX_PAYLOAD_BYTES + " bytes: announce a reference instead of the data");
        }
        return new @Nullable Object[]{UuidCreator.getTimeOrderedEpoch(), message.topic(), message.key(), message.type(),
                message.dataSchema(), traced.traceparent(), payload, now};
    }

    /**
     * Makes the current transaction the only one that relays from this table, waiting for the others to finish.
     *
     * @param patience after which the database ends this transaction when the process stands still in the middle of it
     */
    void lockForRelay(Duration patience) {
        // synchronous_commit: losing the marks in a crash of the database would only repeat messages, so nobody needs to wait
        // for its disk. enable_*: statistics lag behind the backlog of an outage; the waiting index is right at any size.
        jdbc.queryForList("""
                SELECT set_config('idle_in_transaction_session_timeout', ?, true),
                       set_config('synchronous_commit', 'off', true),
                       set_config('enable_seqscan', 'off', true),
                       set_config('enable_bitmapscan', 'off', true),
                       set_config('enable_sort', 'off', true),
                       pg_advisory_xact_lock(hashtextextended('outbox of ' || current_schema(), 0))""",
                Long.toString(patience.toMillis()));
    }

    List<WaitingMessage> waiting(long afterId, int limit) {
        return jdbc.query("""
                SELECT id, message_id, topic, key, type, data_schema, traceparent, payload, created_at, headers
                  FROM outbox
                 WHERE sent_at IS NULL AND id > ?
                 ORDER BY id
                 LIMIT ?""", OutboxTable::waitingMessage, afterId, limit);
    }

    private static WaitingMessage waitingMessage(ResultSet row, int number) throws SQLException {
        return new WaitingMessage(row.getLong("id"), row.getObject("message_id", UUID.class), row.getString("topic"),
                row.getString("key"), row.getString("type"), row.getString("data_schema"), row.getString("traceparent"),
                row.getString("payload"), row.getTimestamp("created_at").toInstant(),
                headers(row.getString("headers")));
    }

    @SuppressWarnings("unchecked") // JSON has no other keys, and no other values were written
    private static Map<String, String> headers(@Nullable String json) {
        return json == null ? Map.of() : MessageJson.read(MessageJson.bytes(json), Map.class);
    }

    void markSent(List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        jdbc.update("UPDATE outbox SET sent_at = ? WHERE id = ANY (?)", Timestamp.from(clock.instant()),
                ids.stream().mapToLong(Long::longValue).toArray());
    }

    /** Counts a thousand; more are estimated by the distance of ids, because counting a million again and again is no help. */
    Backlog backlog() {
        return jdbc.query("""
                WITH first AS MATERIALIZED (
                    SELECT id, created_at FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT 1000)
                SELECT CASE WHEN count(*) < 1000 THEN count(*)
                            ELSE (SELECT max(id) FROM outbox) - min(id) + 1 END AS messages,
                       min(created_at) AS oldest FROM first""", rows -> {
            rows.next();
            Timestamp oldest = rows.getTimestamp("oldest");
            return new Backlog(rows.getLong("messages"), oldest == null
                    ? Duration.ZERO
                    : Duration.between(oldest.toInstant(), clock.instant()));
        });
    }

    /** @param messages roughly, when there are many */
    record Backlog(long messages, Duration age) {}

    /**
     * Deletes some of the oldest rows that were sent before the given time. They have the lowest ids, so the primary key
     * finds them, and a waiting message among them is left alone.
     *
     * @return how many
     */
    int deleteSentBefore(Instant time, int limit) {
        return jdbc.update("""
                DELETE FROM outbox WHERE id IN (
                    SELECT id FROM (SELECT id, sent_at FROM outbox ORDER BY id LIMIT ?) AS oldest WHERE sent_at < ?)""",
                limit, Timestamp.from(time));
    }
}
