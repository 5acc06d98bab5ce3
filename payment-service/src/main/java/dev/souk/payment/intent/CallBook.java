package dev.souk.payment.intent;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentService.Answered;
import dev.souk.payment.provider.ProviderAnswer;

/**
 * Every call to the provider, written down before it is made and after it is answered. When a call is due is the database's to
 * say: the clocks of instances differ, and jump.
 */
@Repository
class CallBook {

    /** @param asked how often it was made, this time included */
    record Due(ProviderCall call, int asked) {}

    /** @param answered whether it was when it was read; only {@link #close} tells for sure */
    record Written(ProviderCall call, boolean answered) {}

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    CallBook(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    void write(Collection<ProviderCall> calls) {
        template.batchUpdate("""
                INSERT INTO provider_call (id, payment_id, order_id, idempotency_key, step, amount, currency, token,
                    authorisation, refund_id, provider, written_at, next_ask_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT provider FROM payment WHERE id = ?), now(), now())""",
                calls.stream().map(call -> new Object[]{call.id(), call.paymentId().value(), call.orderId().value(),
                        call.idempotencyKey(), call.step().name(), call.amount().amount(),
                        call.amount().currency().getCurrencyCode(), call.token(), call.authorisation(),
                        Optional.ofNullable(call.refundId()).map(RefundId::value).orElse(null),
                        call.paymentId().value()}).toList());
    }

    /**
     * Takes open calls to a provider whose turn has come, so that no other instance makes them for as long as the lease lasts. An instance
     * that dies meanwhile leaves them to the others after that time.
     */
    @Transactional
    List<Due> lease(String provider, int limit, Duration lease) {
        return jdbc
                .sql("""
                        UPDATE provider_call SET asked = asked + 1, next_ask_at = now() + make_interval(secs => :lease)
                        WHERE id IN (SELECT id FROM provider_call WHERE answered_at IS NULL AND next_ask_at <= now()
                                       AND provider = :provider
                                     ORDER BY next_ask_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        RETURNING id, payment_id, order_id, idempotency_key, step, amount, currency, token, authorisation, refund_id,
                                  asked""")
                .param("provider", provider)
                .param("lease", seconds(lease))
                .param("limit", limit)
                .query((row, _) -> new Due(call(row), row.getInt("asked")))
                .list();
    }

    /** The call with this key, if there is one. */
    Optional<Written> find(String idempotencyKey) {
        return jdbc
                .sql("""
                        SELECT id, payment_id, order_id, idempotency_key, step, amount, currency, token, authorisation, refund_id,
                               answered_at IS NOT NULL AS answered
                        FROM provider_call WHERE idempotency_key = :key""")
                .param("key", idempotencyKey).query((row, _) -> new Written(call(row), row.getBoolean("answered")))
                .optional();
    }

    private static ProviderCall call(ResultSet row) throws SQLException {
        return new ProviderCall(row.getObject("id", UUID.class),
                new PaymentId(row.getObject("payment_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)), row.getString("idempotency_key"),
                Step.valueOf(row.getString("step")), Money.of(row.getLong("amount"), row.getString("currency")),
                row.getString("token"), row.getString("authorisation"),
                Optional.ofNullable(row.getObject("refund_id", UUID.class)).map(RefundId::new).orElse(null));
    }

    /** @return whether the event is heard of for the first time; waits for a transaction that hears of it just now */
    boolean hearOf(String provider, String eventId) {
        return jdbc.sql("""
                INSERT INTO webhook_event (provider, event_id, received_at) VALUES (:provider, :event, now())
                ON CONFLICT (provider, event_id) DO NOTHING""")
                .param("provider", provider).param("event", eventId).update() == 1;
    }

    /** @return how many events were forgotten */
    @Transactional
    int forgetEventsBefore(Instant time, int limit) {
        return jdbc.sql("""
                DELETE FROM webhook_event WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM webhook_event WHERE received_at < :time LIMIT :limit FOR UPDATE SKIP LOCKED))""")
                .param("time", Timestamp.from(time)).param("limit", limit).update();
    }

    /** Gives a leased call back, to be made again after that pause. */
    @Transactional
    void askAgain(ProviderCall call, Duration pause) {
        jdbc.sql("""
                UPDATE provider_call SET next_ask_at = now() + make_interval(secs => :pause)
                WHERE id = :id AND answered_at IS NULL""")
                .param("pause", seconds(pause)).param("id", call.id()).update();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /**
     * Writes down the answers, and forgets the shoppers' methods, which nobody needs from then on.
     *
     * @return those that are the first answers to their calls; only the first one counts, be it in another transaction or here
     */
    List<Answered> close(List<Answered> answers) {
        var first = List.copyOf(answers.stream().collect(Collectors.toMap(it -> it.call().id(), Function.identity(),
                (one, _) -> one, LinkedHashMap::new)).values());
        var closed = Set.copyOf(jdbc.sql("""
                UPDATE provider_call c
                SET answered_at = now(), outcome = n.outcome, detail = n.detail, token = NULL
                FROM unnest(:ids, :outcomes, :details) AS n (id, outcome, detail)
                WHERE c.id = n.id AND answered_at IS NULL
                RETURNING c.id""")
                .param("ids", first.stream().map(it -> it.call().id()).toArray(UUID[]::new))
                .param("outcomes", first.stream()
                        .map(it -> it.answer() instanceof ProviderAnswer.Approved ? "APPROVED" : "REFUSED")
                        .toArray(String[]::new))
                .param("details", first.stream().map(it -> switch (it.answer()) {
                    case ProviderAnswer.Approved(String reference) -> reference;
                    case ProviderAnswer.Refused(String reason) -> reason;
                }).toArray(String[]::new))
                .query(UUID.class).list());
        return first.stream().filter(it -> closed.contains(it.call().id())).toList();
    }
}
