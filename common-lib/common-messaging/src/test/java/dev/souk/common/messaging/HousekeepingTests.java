package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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
import org.springframework.transaction.support.TransactionTemplate;

/** At noon; the application's own relay sleeps all the time. */
@SpringBootTest(properties = {"souk.messaging.outbox.poll-interval=1h", "souk.messaging.outbox.keep-sent=1d",
        "souk.messaging.listener.keep-inbox=10d"})
@SoukEngines(Engine.POSTGRES)
class HousekeepingTests {

    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transactions;

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

    /** In a century for which the migration has made nothing. */
    @Test
    void aDayOfTheInboxIsMadeAheadAndDroppedAsAWholeWhenNothingOfItCameLately() {
        Instant day = Instant.parse("2101-03-20T12:00:00Z");
        housekeeping(Clock.fixed(day.minus(Duration.ofDays(1)), ZoneOffset.UTC)).clean();
        housekeeping(Clock.fixed(day.minus(Duration.ofDays(1)), ZoneOffset.UTC)).clean();
        UUID message = receive(day, day);
        receive(day.plus(Duration.ofDays(1)), day.plus(Duration.ofDays(5)));
        assertThat(partitionOf(message)).isEqualTo("inbox_21010320");
        assertThat(days()).contains("inbox_21010326").doesNotContain("inbox_21010327");

        housekeeping(Clock.fixed(Instant.parse("2101-03-30T23:59:59Z"), ZoneOffset.UTC)).clean();
        assertThat(days()).as("ten days have not passed for the last second of it").contains("inbox_21010320");

        housekeeping(Clock.fixed(Instant.parse("2101-04-01T00:00:00Z"), ZoneOffset.UTC)).clean();
        assertThat(days()).doesNotContain("inbox_21010320").as("a message of it came lately")
                .contains("inbox_21010321");
        assertThat(jdbc.queryForList("SELECT 1 FROM inbox WHERE message_id = ?", message)).isEmpty();
    }

    @Test
    void anIdIsKnownWhicheverPartitionItIsIn() {
        Instant far = Instant.parse("2102-03-20T12:00:00Z");
        UUID early = UuidCreator.getTimeOrderedEpoch(far);
        UUID random = UUID.fromString("ffffffff-0000-4000-8000-000000000000");
        var inbox = new Inbox(jdbc, Clock.systemUTC(), meters);
        List<IncomingMessage> messages = List.of(message(early), message(random));
        assertThat(inbox.firstSeen("tests", messages)).isEqualTo(messages);

        housekeeping(Clock.fixed(far.minus(Duration.ofDays(2)), ZoneOffset.UTC)).clean();

        assertThat(inbox.firstSeen("tests", messages)).isEmpty();
        assertThat(days()).as("its first message was faster").doesNotContain("inbox_21020320")
                .contains("inbox_21020321");
    }

    @Test
    void aBacklogIsCountedWhileItIsSmallAndEstimatedThen() {
        jdbc.update("""
                INSERT INTO outbox (message_id, topic, key, type, data_schema, payload, created_at)
                SELECT gen_random_uuid(), 't', 'k', 'T', 't/T.v1', '{}', now() FROM generate_series(1, 999)""");
        assertThat(new OutboxTable(jdbc, Clock.systemUTC()).backlog().messages()).isEqualTo(999);

        jdbc.update("""
                INSERT INTO outbox (message_id, topic, key, type, data_schema, payload, created_at)
                SELECT gen_random_uuid(), 't', 'k', 'T', 't/T.v1', '{}', now() FROM generate_series(1, 4001)""");
        assertThat(new OutboxTable(jdbc, Clock.systemUTC()).backlog().messages()).isEqualTo(5_000);
    }

    private List<String> days() {
        return jdbc.queryForList("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'inbox'::regclass",
                String.class);
    }

    private @Nullable String partitionOf(UUID message) {
        return jdbc.queryForObject("SELECT tableoid::regclass::text FROM inbox WHERE message_id = ?", String.class,
                message);
    }

    private static IncomingMessage message(UUID id) {
        return new IncomingMessage(id, "t", "k", "T", NOON, new byte[0]);
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
        return housekeeping(clock);
    }

    private Housekeeping housekeeping(Clock clock) {
        return new Housekeeping(new OutboxTable(jdbc, clock), new Inbox(jdbc, clock, meters),
                new InboxPartitions(jdbc, transactions, clock), properties, clock, meters);
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
