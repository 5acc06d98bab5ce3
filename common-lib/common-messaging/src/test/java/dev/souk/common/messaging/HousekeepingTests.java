package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** At noon; the application's own relay sleeps all the time. */
@SpringBootTest(properties = {"souk.messaging.outbox.poll-interval=1h", "souk.messaging.outbox.keep-sent=1d",
        "souk.messaging.listener.keep-inbox=10d"})
@SoukEngines(Engine.POSTGRES)
class HousekeepingTests {

    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    MessagingProperties properties;

    @Autowired
    ScheduledTaskHolder scheduled;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void emptyTables() {
        jdbc.update("DELETE FROM outbox");
        jdbc.update("DELETE FROM inbox");
    }

    @Test
    void sentMessagesAreDeletedWhenTheyAreOldAndWaitingOnesNever() {
        store("old and sent", NOON.minus(Duration.ofDays(3)), NOON.minus(Duration.ofDays(2)));
        store("old and waiting", NOON.minus(Duration.ofDays(3)), null);
        store("lately sent", NOON.minus(Duration.ofDays(3)), NOON.minus(Duration.ofHours(1)));

        housekeeping().clean();

        assertThat(jdbc.queryForList("SELECT key FROM outbox ORDER BY id", String.class))
                .containsExactly("old and waiting", "lately sent");
    }

    @Test
    void theInboxForgetsWhatWasReceivedLongAgoButNotAnOldMessageThatCameLately() {
        Instant longAgo = NOON.minus(Duration.ofDays(11));
        UUID forgotten = receive(longAgo, longAgo);
        UUID late = receive(longAgo, NOON.minus(Duration.ofDays(1)));
        UUID recent = receive(NOON.minus(Duration.ofDays(1)), NOON.minus(Duration.ofDays(1)));

        housekeeping().clean();

        assertThat(jdbc.queryForList("SELECT message_id FROM inbox", UUID.class))
                .containsExactlyInAnyOrder(late, recent)
                .doesNotContain(forgotten);
    }

    @Test
    void theBacklogIsMeasured() {
        store("older", NOON.minus(Duration.ofSeconds(90)), null);
        store("younger", NOON.minus(Duration.ofSeconds(10)), null);
        store("sent", NOON.minus(Duration.ofSeconds(100)), NOON);

        housekeeping().measure();

        assertThat(meters.get("messaging.outbox.waiting").gauge().value()).isEqualTo(2);
        assertThat(meters.get("messaging.outbox.age").gauge().value()).isEqualTo(90);
    }

    @Test
    void measuringAndDeletingAreScheduled() {
        assertThat(scheduled.getScheduledTasks()).extracting(Object::toString)
                .anyMatch(task -> task.endsWith("Housekeeping.measure"))
                .anyMatch(task -> task.endsWith("Housekeeping.clean"));
    }

    private Housekeeping housekeeping() {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        return new Housekeeping(new OutboxTable(jdbc, clock), new Inbox(jdbc, clock, meters), properties, clock,
                meters);
    }

    private void store(String key, Instant createdAt, @Nullable Instant sentAt) {
        jdbc.update("""
                INSERT INTO outbox (message_id, topic, key, type, data_schema, payload, created_at, sent_at)
                VALUES (gen_random_uuid(), 't', ?, 'T', 't/T.v1', '{}', ?::timestamptz, ?::timestamptz)""", key,
                createdAt.toString(), sentAt == null ? null : sentAt.toString());
    }

    private UUID receive(Instant sentAt, Instant receivedAt) {
        UUID id = UuidCreator.getTimeOrderedEpoch(sentAt);
        jdbc.update("INSERT INTO inbox VALUES ('tests', ?, ?::timestamptz)", id, receivedAt.toString());
        return id;
    }
}
