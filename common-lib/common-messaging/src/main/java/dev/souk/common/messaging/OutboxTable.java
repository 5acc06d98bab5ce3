package dev.souk.common.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the outbox. */
final class OutboxTable {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    OutboxTable(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(OutgoingMessage... messages) {
        Timestamp now = Timestamp.from(clock.instant());
        List<Object[]> rows = Arrays.stream(messages)
                .map(message -> new Object[]{UuidCreator.getTimeOrderedEpoch(), message.topic(), message.key(),
                        message.type(), message.dataSchema(), MessageJson.write(message.data()), now})
                .toList();
        jdbc.batchUpdate("""
                INSERT INTO outbox (message_id, topic, key, type, data_schema, payload, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)""", rows);
    }
}
