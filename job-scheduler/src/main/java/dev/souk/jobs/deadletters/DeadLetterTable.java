package dev.souk.jobs.deadletters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.messaging.DeadLetter;

@Repository
class DeadLetterTable {

    private static final String LETTERS = letters("payload, stack_trace");

    /** Of a page of letters nobody reads what is long. */
    private static final String HEADS = letters("''::bytea as payload, null::text as stack_trace");

    /** Of a passing cause, not too old, and not replayed in vain too often. */
    private static final String PASSING = """
            replayable and time >= :oldest and replays < :mostReplays and exists (
                select from unnest(:passingCauses::text[]) as passing
                where starts_with(exception, passing) or starts_with(cause, passing))""";

    private final JdbcClient jdbc;
    private final DeadLetterProperties properties;

    private static String letters(String bulk) {
        return """
                select id, status, topic, consumer, message_id, key, type, source, time, data_schema, traceparent, %s,
                    written_at, exception, cause, message, replayable, replay_of, replays, decided_by, reason, decided_at,
                    (select id from dead_letter as next where next.replay_of = letter.id order by id limit 1) as replayed_as
                from dead_letter as letter
                """
                .formatted(bulk);
    }

    DeadLetterTable(JdbcClient jdbc, DeadLetterProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** Does nothing when the letter is there. */
    void insert(DeadLetter.Position position, KeptLetter letter) {
        KeptLetter.Message message = letter.message();
        KeptLetter.Failure failure = letter.failure();
        // what it claims to be a replay of need not be there: anybody may write to a topic
        jdbc.sql(
                """
                        insert into dead_letter (id, letter_topic, letter_partition, letter_offset, written_at, topic, consumer,
                            message_id, key, type, source, time, data_schema, traceparent, payload, exception, cause, message,
                            stack_trace, replayable, replay_of, replays)
                        select :id, :letterTopic, :letterPartition, :letterOffset, :writtenAt, :topic, :consumer, :messageId, :key,
                            :type, :source, :time, :dataSchema, :traceparent, :payload, :exception, :cause, :message, :stackTrace,
                            :replayable, replayed.id, coalesce(replayed.replays + 1, 0)
                        from (values (:replayOf::uuid)) as claim (id) left join dead_letter as replayed using (id)
                        on conflict do nothing""")
                .param("id", letter.id())
                .param("letterTopic", position.topic()).param("letterPartition", position.partition())
                .param("letterOffset", position.offset()).param("writtenAt", Timestamp.from(position.writtenAt()))
                .param("topic", letter.topic()).param("consumer", letter.consumer())
                .param("messageId", letter.messageId())
                .param("key", message.key()).param("type", message.type()).param("source", message.source())
                .param("time", message.time() == null ? null : Timestamp.from(message.time()))
                .param("dataSchema", message.dataSchema()).param("traceparent", message.traceparent())
                .param("payload", message.payload())
                .param("exception", failure.exception()).param("cause", failure.cause())
                .param("message", failure.message()).param("stackTrace", failure.stackTrace())
                .param("replayable", letter.isReplayable()).param("replayOf", letter.replayOf())
                .update();
    }

    Optional<KeptLetter> find(UUID id) {
        return jdbc.sql(LETTERS + "where id = :id").param("id", id).query(DeadLetterTable::letter).optional();
    }

    /** Until the transaction ends, nobody else decides about it. */
    Optional<KeptLetter> lock(UUID id) {
        return jdbc.sql(LETTERS + "where id = :id for update of letter").param("id", id).query(DeadLetterTable::letter)
                .optional();
    }

    /** The youngest first. */
    List<KeptLetter> page(DeadLetterDesk.Filter filter, @Nullable UUID before, int limit) {
        return jdbc.sql(HEADS + """
                where (:status::text is null or status = :status) and (:topic::text is null or topic = :topic)
                    and (:consumer::text is null or consumer = :consumer) and (:before::uuid is null or id < :before)
                order by id desc limit :limit""")
                .param("status", filter.status() == null ? null : filter.status().name())
                .param("topic", filter.topic()).param("consumer", filter.consumer()).param("before", before)
                .param("limit", limit)
                .query(DeadLetterTable::letter).list();
    }

    /** Open ones of a passing cause whose pause is over, the oldest first; locked, without those that another one has. */
    List<KeptLetter> lockPassing(Instant now, int limit) {
        return jdbc.sql(LETTERS + "where status = 'OPEN' and " + PASSING + """
                 and written_at + make_interval(secs => :firstPause * power(2, replays)) <= :now
                order by id limit :limit for update of letter skip locked""")
                .param("passingCauses", properties.passingCauses().toArray(String[]::new))
                .param("oldest", oldestReplayed(now)).param("mostReplays", properties.mostReplays())
                .param("firstPause", properties.firstPause().toMillis() / 1000.0)
                .param("now", Timestamp.from(now)).param("limit", limit)
                .query(DeadLetterTable::letter).list();
    }

    void decide(UUID id, KeptLetter.Status status, KeptLetter.Decision decision) {
        jdbc.sql("""
                update dead_letter set status = :status, decided_by = :by, reason = :reason, decided_at = :at
                where id = :id""")
                .param("id", id).param("status", status.name()).param("by", decision.by())
                .param("reason", decision.reason()).param("at", Timestamp.from(decision.at())).update();
    }

    private Timestamp oldestReplayed(Instant now) {
        return Timestamp.from(now.minus(properties.replayWithin()));
    }

    /** Not those of which a replay came that is here: they go after it. */
    int deleteDecidedBefore(Instant instant, int limit) {
        return jdbc.sql("""
                delete from dead_letter where id in (
                    select id from dead_letter as letter where status <> 'OPEN' and decided_at < :instant
                        and not exists (select from dead_letter as next where next.replay_of = letter.id)
                    order by id limit :limit)""")
                .param("instant", Timestamp.from(instant)).param("limit", limit).update();
    }

    DeadLetterDesk.Open open(Instant now) {
        return jdbc.sql("select count(*) as letters, count(*) filter (where not (" + PASSING + """
                )) as for_people, min(written_at) as oldest from dead_letter where status = 'OPEN'""")
                .param("passingCauses", properties.passingCauses().toArray(String[]::new))
                .param("oldest", oldestReplayed(now)).param("mostReplays", properties.mostReplays())
                .query((row, number) -> new DeadLetterDesk.Open(row.getInt("letters"), row.getInt("for_people"),
                        instant(row, "oldest")))
                .single();
    }

    private static KeptLetter letter(ResultSet row, int number) throws SQLException {
        Instant decidedAt = instant(row, "decided_at");
        return new KeptLetter(row.getObject("id", UUID.class), KeptLetter.Status.valueOf(row.getString("status")),
                row.getString("topic"), row.getString("consumer"), row.getObject("message_id", UUID.class),
                new KeptLetter.Message(row.getString("key"), row.getString("type"), row.getString("source"),
                        instant(row, "time"), row.getString("data_schema"), row.getString("traceparent"),
                        row.getBytes("payload")),
                new KeptLetter.Failure(row.getTimestamp("written_at").toInstant(), row.getString("exception"),
                        row.getString("cause"), row.getString("message"), row.getString("stack_trace")),
                row.getBoolean("replayable"), row.getObject("replay_of", UUID.class), row.getInt("replays"),
                row.getObject("replayed_as", UUID.class),
                decidedAt == null
                        ? null
                        : new KeptLetter.Decision(row.getString("decided_by"), row.getString("reason"), decidedAt));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
