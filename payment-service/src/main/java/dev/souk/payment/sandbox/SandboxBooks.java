package dev.souk.payment.sandbox;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.money.Money;

/**
 * The tables of the schema {@code sandbox}, and no others: the connection sees no other schema. When an event is due is the
 * database's to say: the clocks of instances differ, and jump.
 */
final class SandboxBooks {

    private final JdbcClient jdbc;

    SandboxBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param times how often the key was asked for, this time included
     * @param answer that it got before, if it got one
     */
    record Asked(int times, Optional<SandboxAnswer> answer) {}

    /** Counts that the key is asked for, and keeps it locked until the transaction ends. */
    Asked ask(String key, String operation) {
        return jdbc.sql("""
                INSERT INTO request AS r (idempotency_key, operation, asked) VALUES (:key, :operation, 1)
                ON CONFLICT (idempotency_key) DO UPDATE SET asked = r.asked + 1
                RETURNING asked, approved IS NOT NULL AS answered, approved, detail""")
                .param("key", key).param("operation", operation)
                .query((row, _) -> new Asked(row.getInt("asked"), row.getBoolean("answered")
                        ? Optional.of(new SandboxAnswer(row.getBoolean("approved"), row.getString("detail")))
                        : Optional.empty()))
                .single();
    }

    void remember(String key, SandboxAnswer answer) {
        jdbc.sql("UPDATE request SET approved = :approved, detail = :detail WHERE idempotency_key = :key")
                .param("approved", answer.approved()).param("detail", answer.detail()).param("key", key).update();
    }

    void open(String reference, String token, Money amount) {
        jdbc.sql("""
                INSERT INTO authorisation (reference, token, amount, currency)
                VALUES (:reference, :token, :amount, :currency)""")
                .param("reference", reference).param("token", token).param("amount", amount.amount())
                .param("currency", amount.currency().getCurrencyCode()).update();
    }

    /** Empty for an authorisation that was never given. */
    String tokenOf(String reference) {
        return jdbc.sql("SELECT token FROM authorisation WHERE reference = :reference")
                .param("reference", reference).query(String.class).optional().orElse("");
    }

    /** @return how many captures of this authorisation were asked for, each under a key of its own, this one included */
    int countCapture(String reference) {
        return jdbc.sql("""
                UPDATE authorisation SET captures_asked = captures_asked + 1
                WHERE reference = :reference RETURNING captures_asked""")
                .param("reference", reference).query(Integer.class).optional().orElse(1);
    }

    boolean capture(String reference, Money amount) {
        return jdbc.sql("""
                UPDATE authorisation SET captured = :amount
                WHERE reference = :reference AND currency = :currency AND NOT voided AND captured = 0
                  AND amount >= :amount""")
                .param("reference", reference).param("amount", amount.amount())
                .param("currency", amount.currency().getCurrencyCode()).update() == 1;
    }

    boolean voidIt(String reference) {
        return jdbc.sql("UPDATE authorisation SET voided = true WHERE reference = :reference AND captured = 0")
                .param("reference", reference).update() == 1;
    }

    boolean refund(String reference, Money amount) {
        return jdbc.sql("""
                UPDATE authorisation SET refunded = refunded + :amount
                WHERE reference = :reference AND currency = :currency AND refunded + :amount <= captured""")
                .param("reference", reference).param("amount", amount.amount())
                .param("currency", amount.currency().getCurrencyCode()).update() == 1;
    }

    void move(SandboxMovement movement) {
        jdbc.sql("""
                INSERT INTO movement (reference, kind, authorisation, amount, currency, moved_at)
                VALUES (:reference, :kind, :authorisation, :amount, :currency, :time)""")
                .param("reference", movement.reference()).param("kind", movement.kind().name())
                .param("authorisation", movement.authorisation()).param("amount", movement.amount().amount())
                .param("currency", movement.amount().currency().getCurrencyCode())
                .param("time", Timestamp.from(movement.movedAt())).update();
    }

    List<SandboxMovement> movements(Instant from, Instant to, String after, int limit) {
        return jdbc
                .sql("""
                        SELECT reference, kind, authorisation, amount, currency, moved_at FROM movement
                        WHERE moved_at >= :from AND moved_at < :to
                          AND (moved_at, reference) > (coalesce((SELECT moved_at FROM movement WHERE reference = :after), :from), :after)
                        ORDER BY moved_at, reference LIMIT :limit""")
                .param("from", Timestamp.from(from)).param("to", Timestamp.from(to)).param("after", after)
                .param("limit", limit)
                .query((row, _) -> new SandboxMovement(row.getString("reference"),
                        SandboxMovement.Kind.valueOf(row.getString("kind")), row.getString("authorisation"),
                        Money.of(row.getLong("amount"), row.getString("currency")),
                        row.getTimestamp("moved_at").toInstant()))
                .list();
    }

    void write(String event, String key, SandboxAnswer answer, Duration delay) {
        jdbc.sql("""
                INSERT INTO event (id, idempotency_key, approved, detail, created_at, due_at)
                VALUES (:id, :key, :approved, :detail, now(), now() + make_interval(secs => :delay))""")
                .param("id", event).param("key", key).param("approved", answer.approved())
                .param("detail", answer.detail()).param("delay", seconds(delay)).update();
    }

    List<SandboxEvent> takeDue(int limit, Duration lease) {
        return jdbc.sql("""
                WITH due AS MATERIALIZED (
                    SELECT id FROM event WHERE delivered_at IS NULL AND due_at <= now()
                    ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                UPDATE event SET attempts = attempts + 1, due_at = now() + make_interval(secs => :lease)
                FROM due, request
                WHERE event.id = due.id AND request.idempotency_key = event.idempotency_key
                RETURNING event.id, event.idempotency_key, operation, event.approved, event.detail, event.created_at,
                          event.attempts""")
                .param("lease", seconds(lease)).param("limit", limit)
                .query((row, _) -> new SandboxEvent(row.getString("id"), row.getString("idempotency_key"),
                        row.getString("operation"),
                        new SandboxAnswer(row.getBoolean("approved"), row.getString("detail")),
                        row.getTimestamp("created_at").toInstant(), row.getInt("attempts")))
                .list();
    }

    int forget(Collection<String> events) {
        return jdbc.sql("DELETE FROM event WHERE id = ANY (:ids)").param("ids", events.toArray(String[]::new)).update();
    }

    int sendAgain(String event, Duration pause) {
        return jdbc.sql("""
                UPDATE event SET due_at = now() + make_interval(secs => :pause)
                WHERE id = :id""")
                .param("pause", seconds(pause)).param("id", event).update();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
