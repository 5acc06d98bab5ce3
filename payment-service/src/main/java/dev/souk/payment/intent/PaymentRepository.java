package dev.souk.payment.intent;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.PaymentProvider;

/**
 * Payments and their refunds; locks and writes many in one statement each. When something is due is the database's to say: the
 * clocks of instances differ, and jump.
 */
@Repository
class PaymentRepository {

    private static final String PAYMENTS = """
            SELECT id, order_id, state, remembered, user_id, amount, currency, expires_at, token, tries_left, decline_reason,
                   authorisation, captured, refunded, refunding, calls_written, refused_step, refusal_reason, refusals,
                   retry_at, capture_requested_by, created_at, now() AS now
            FROM payment""";

    /** What a release before this one has written for a return says nothing of what the return is worth. */
    private static final String REFUNDS = """
            SELECT refund.*, CASE WHEN return_id IS NOT NULL THEN coalesce(return_amount, amount) END AS worth,
                   (SELECT order_id FROM payment WHERE payment.id = payment_id) AS order_id
            FROM refund""";

    /**
     * A payment that nobody else changes until the transaction ends.
     *
     * @param now when the transaction began
     */
    record Locked(Payment payment, Instant now) {}

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final PaymentProperties rules;
    private final PaymentProvider provider;

    PaymentRepository(JdbcTemplate template, JdbcClient jdbc, PaymentProperties rules, PaymentProvider provider) {
        this.template = template;
        this.jdbc = jdbc;
        this.rules = rules;
        this.provider = provider;
    }

    /**
     * Locks the orders' payments until the transaction ends; an order without one gets one. Always in the order of the
     * orders' ids, so that transactions can wait for each other but never in a circle.
     */
    Map<OrderId, Locked> lock(Collection<OrderId> orderIds) {
        var orders = orderIds.stream().map(OrderId::toString).distinct().toList();
        jdbc.sql("""
                INSERT INTO payment (id, order_id, state, remembered, created_at, updated_at)
                SELECT CAST(n.id AS uuid), CAST(n.order_id AS uuid), 'UNKNOWN', '{}', now(), now()
                FROM unnest(:ids, :orders) AS n (id, order_id) ORDER BY CAST(n.order_id AS uuid)
                ON CONFLICT (order_id) DO NOTHING""")
                .param("ids", orders.stream().map(_ -> PaymentId.next().toString()).toArray(String[]::new))
                .param("orders", orders.toArray(String[]::new))
                .update();
        var payments = new LinkedHashMap<OrderId, Locked>();
        jdbc.sql(PAYMENTS + " WHERE order_id = ANY (CAST(:orders AS uuid[])) ORDER BY order_id FOR UPDATE")
                .param("orders", orders.toArray(String[]::new))
                .query((row, _) -> locked(row)).list()
                .forEach(locked -> payments.put(locked.payment().orderId(), locked));
        return payments;
    }

    /** Those that there are, locked in the same order. */
    Map<PaymentId, Locked> lockAll(Collection<PaymentId> ids) {
        return jdbc.sql(PAYMENTS + " WHERE id = ANY (:ids) ORDER BY order_id FOR UPDATE")
                .param("ids", ids.stream().map(PaymentId::value).distinct().toArray(UUID[]::new))
                .query((row, _) -> locked(row)).stream()
                .collect(Collectors.toMap(it -> it.payment().id(), Function.identity(), (one, _) -> one,
                        LinkedHashMap::new));
    }

    Optional<Locked> lock(PaymentId id) {
        return jdbc.sql(PAYMENTS + " WHERE id = :id FOR UPDATE").param("id", id.value())
                .query((row, _) -> locked(row)).optional();
    }

    private Locked locked(ResultSet row) throws SQLException {
        return new Locked(payment(row), row.getTimestamp("now").toInstant());
    }

    /** Payments of which something was refused that is to be tried again by now, those that waited longest first. */
    List<PaymentId> dueAgain(int limit) {
        return jdbc.sql("SELECT id FROM payment WHERE retry_at <= now() ORDER BY retry_at LIMIT :limit")
                .param("limit", limit)
                .query((row, _) -> new PaymentId(row.getObject("id", UUID.class))).list();
    }

    /** Takes the longest pause before a step that is due now is tried again. */
    void postpone(PaymentId id) {
        jdbc.sql("""
                UPDATE payment SET retry_at = now() + make_interval(secs => :pause)
                WHERE id = :id AND retry_at <= now()""")
                .param("pause", rules.retries().longestPause().toMillis() / 1000.0).param("id", id.value()).update();
    }

    Optional<Payment> find(PaymentId id) {
        return jdbc.sql(PAYMENTS + " WHERE id = :id").param("id", id.value()).query((row, _) -> payment(row))
                .optional();
    }

    Optional<Payment> findByOrder(OrderId orderId) {
        return jdbc.sql(PAYMENTS + " WHERE order_id = :id").param("id", orderId.value())
                .query((row, _) -> payment(row)).optional();
    }

    Optional<Refund> findRefund(RefundId id) {
        return jdbc.sql(REFUNDS + " WHERE id = :id").param("id", id.value()).query((row, _) -> refund(row)).optional();
    }

    /** Those of a payment, oldest first, beginning after the given one. */
    List<Refund> refunds(PaymentId id, @Nullable RefundId after, int limit) {
        return jdbc
                .sql(REFUNDS + " WHERE payment_id = :id AND (CAST(:after AS uuid) IS NULL OR id > :after)"
                        + " ORDER BY id LIMIT :limit")
                .param("id", id.value()).param("after", after == null ? null : after.value(), Types.OTHER)
                .param("limit", limit).query((row, _) -> refund(row)).list();
    }

    /** What the provider has refused to give back for returns. */
    List<Refund> refusedOfReturns(PaymentId id) {
        return jdbc.sql(REFUNDS + " WHERE payment_id = :id AND return_id IS NOT NULL AND status = 'FAILED'")
                .param("id", id.value()).query((row, _) -> refund(row)).list();
    }

    private static Refund refund(ResultSet row) throws SQLException {
        var worth = row.getObject("worth", Long.class);
        return new Refund(new RefundId(row.getObject("id", UUID.class)),
                new PaymentId(row.getObject("payment_id", UUID.class)),
                Money.of(row.getLong("amount"), row.getString("currency")), row.getString("reason"),
                Refund.Status.valueOf(row.getString("status")), row.getInt("refusals"),
                row.getTimestamp("requested_at").toInstant(), row.getObject("return_id", UUID.class),
                worth == null ? null : Money.of(worth, row.getString("currency")),
                row.getObject("requested_by", UUID.class), instant(row, "retry_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** The refunds of returns that were taken before, by the order that came back. */
    Map<OrderId, List<Refund>> refundsOf(Collection<UUID> returnIds) {
        if (returnIds.isEmpty()) {
            return Map.of();
        }
        record Row(OrderId orderId, Refund refund) {}
        return jdbc.sql(REFUNDS + " WHERE return_id = ANY (:returns)")
                .param("returns", returnIds.toArray(UUID[]::new))
                .query((row, _) -> new Row(new OrderId(row.getObject("order_id", UUID.class)), refund(row)))
                .stream()
                .collect(Collectors.groupingBy(Row::orderId, Collectors.mapping(Row::refund, Collectors.toList())));
    }

    /** A payment stays with the provider that authorised it; before that, it is whose turn it is now. */
    void store(Collection<Payment> payments) {
        template.batchUpdate("""
                UPDATE payment
                SET state = ?, remembered = ?, user_id = ?, amount = ?, currency = ?, expires_at = ?, token = ?,
                    tries_left = ?, decline_reason = ?, authorisation = ?, captured = ?, refunded = ?,
                    refunding = ?, calls_written = ?, refused_step = ?, refusal_reason = ?, refusals = ?, retry_at = ?,
                    capture_requested_by = ?, provider = CASE WHEN authorisation IS NULL THEN ? ELSE provider END,
                    updated_at = now()
                WHERE id = ?""", payments.stream().map(payment -> row(payment.snapshot())).toList());
        storeRefunds(payments.stream().flatMap(payment -> payment.outcome().refunds.stream()).toList());
    }

    private @Nullable Object[] row(Payment.Snapshot payment) {
        var terms = payment.terms();
        var refusal = payment.refusal();
        return new @Nullable Object[]{payment.state().name(),
                payment.remembered().stream().map(Trigger::name).toArray(String[]::new),
                terms == null ? null : terms.userId(), terms == null ? null : terms.amount().amount(),
                terms == null ? null : terms.amount().currency().getCurrencyCode(),
                terms == null ? null : Timestamp.from(terms.expiresAt()), payment.token(), payment.triesLeft(),
                payment.declineReason(), payment.authorisation(), payment.captured(), payment.refunded(),
                payment.refunding(), payment.callsWritten(), refusal == null ? null : refusal.step().name(),
                refusal == null ? null : refusal.reason(), refusal == null ? 0 : refusal.times(),
                refusal == null || refusal.retryAt() == null ? null : Timestamp.from(refusal.retryAt()),
                payment.captureRequestedBy(), provider.provider(), payment.id().value()};
    }

    private void storeRefunds(List<Refund> refunds) {
        template.batchUpdate("""
                INSERT INTO refund (id, payment_id, amount, currency, reason, status, refusals, requested_at, return_id,
                    return_amount, requested_by, retry_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
                SET status = excluded.status, refusals = excluded.refusals, amount = excluded.amount,
                    reason = excluded.reason, return_amount = excluded.return_amount,
                    requested_by = excluded.requested_by, retry_at = excluded.retry_at""",
                refunds.stream().map(refund -> new @Nullable Object[]{refund.id().value(), refund.paymentId().value(),
                        refund.amount().amount(), refund.amount().currency().getCurrencyCode(), refund.reason(),
                        refund.status().name(), refund.refusals(), Timestamp.from(refund.requestedAt()),
                        refund.returnId(), refund.returnAmount() == null ? null : refund.returnAmount().amount(),
                        refund.requestedBy(),
                        refund.retryAt() == null ? null : Timestamp.from(refund.retryAt())})
                        .toList());
    }

    private Payment payment(ResultSet row) throws SQLException {
        return new Payment(new Payment.Snapshot(new PaymentId(row.getObject("id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)), PaymentState.valueOf(row.getString("state")),
                triggers(row.getArray("remembered")), terms(row), row.getString("token"), row.getInt("tries_left"),
                row.getString("decline_reason"), row.getString("authorisation"), row.getLong("captured"),
                row.getLong("refunded"), row.getLong("refunding"), row.getInt("calls_written"),
                refusal(row), row.getObject("capture_requested_by", UUID.class),
                row.getTimestamp("created_at").toInstant()), rules);
    }

    private static @Nullable Refusal refusal(ResultSet row) throws SQLException {
        var step = row.getString("refused_step");
        return step == null
                ? null
                : new Refusal(Step.valueOf(step), row.getString("refusal_reason"), row.getInt("refusals"),
                        instant(row, "retry_at"));
    }

    private static Payment.@Nullable Terms terms(ResultSet row) throws SQLException {
        var userId = row.getObject("user_id", UUID.class);
        return userId == null
                ? null
                : new Payment.Terms(userId, Money.of(row.getLong("amount"), row.getString("currency")),
                        row.getTimestamp("expires_at").toInstant());
    }

    private static List<Trigger> triggers(Array names) throws SQLException {
        return Arrays.stream((String[]) names.getArray()).map(Trigger::valueOf).toList();
    }
}
