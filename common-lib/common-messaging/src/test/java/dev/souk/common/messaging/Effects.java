package dev.souk.common.messaging;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

/** What handlers did, in the database, so that it is undone with their transaction. */
final class Effects {

    private final JdbcTemplate jdbc;

    Effects(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(String consumer, String message) {
        jdbc.update("INSERT INTO effect (consumer, message) VALUES (?, ?)", consumer, message);
    }

    /** In the order of the commits as far as one thread made them. */
    List<String> of(String consumer) {
        return jdbc.queryForList("SELECT message FROM effect WHERE consumer = ? ORDER BY id", String.class, consumer);
    }

    boolean hasInboxRow(String consumer, UUID messageId) {
        return !jdbc.queryForList("SELECT 1 FROM inbox WHERE consumer = ? AND message_id = ?", consumer, messageId)
                .isEmpty();
    }
}
