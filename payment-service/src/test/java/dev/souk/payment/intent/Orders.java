package dev.souk.payment.intent;

import static org.awaitility.Awaitility.await;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.money.Money;

/** What tests see and say of orders, beside the API. */
public final class Orders {

    public static final Money TOTAL = Money.of(2598, "USD");
    private static final Instant EXPIRY = Instant.parse("2026-03-01T12:30:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PaymentService payments;
    private final JdbcClient jdbc;

    public Orders(PaymentService payments, JdbcClient jdbc) {
        this.payments = payments;
        this.jdbc = jdbc;
    }

    /** An order whose goods are held. */
    public OrderId place(UUID shopper, @Nullable String token) {
        var order = announce(shopper, token);
        reserve(order);
        return order;
    }

    /** An order whose goods are not held yet, so that nobody is asked for money. */
    public OrderId announce(UUID shopper, @Nullable String token) {
        return announce(shopper, token, TOTAL);
    }

    OrderId announce(UUID shopper, @Nullable String token, Money total) {
        var order = new OrderId(UUID.randomUUID());
        payments.take(List.of(new OrderFact.Created(order, shopper, total, token, EXPIRY)));
        return order;
    }

    public void reserve(OrderId order) {
        payments.take(List.of(new OrderFact.StockReserved(order)));
    }

    public PaymentId paymentOf(OrderId order) {
        return new PaymentId(jdbc.sql("SELECT id FROM payment WHERE order_id = :id").param("id", order.value())
                .query(UUID.class).single());
    }

    public void ship(OrderId order) {
        payments.take(List.of(new OrderFact.ShipmentCreated(order)));
    }

    public void cancel(OrderId order) {
        payments.take(List.of(new OrderFact.Cancelled(order)));
    }

    public PaymentId awaitState(OrderId order, PaymentState state) {
        await().atMost(PATIENCE).until(() -> stateOf(order), state.name()::equals);
        return paymentOf(order);
    }

    public String stateOf(OrderId order) {
        return jdbc.sql("SELECT state FROM payment WHERE order_id = :id").param("id", order.value()).query(String.class)
                .optional().orElse("nothing");
    }

    /** Ends the pause after a refusal. */
    public void dueAgain(OrderId order) {
        jdbc.sql("UPDATE payment SET retry_at = now() WHERE order_id = :id").param("id", order.value()).update();
    }

    /** Stores refused payments that no code can move, all of them due for long. */
    void breakRefused(int payments) {
        jdbc.sql("""
                INSERT INTO payment (id, order_id, state, remembered, refused_step, refusal_reason, refusals, retry_at,
                    created_at, updated_at)
                SELECT gen_random_uuid(), gen_random_uuid(), 'UNKNOWN', '{NO_SUCH_FACT}', 'CAPTURE', 'no', 1, 'epoch',
                    now(), now() FROM generate_series(1, :payments)""").param("payments", payments).update();
    }

    /** From now on another transaction always wins when the order's refused payment is taken up again. */
    void conflict(OrderId order) {
        jdbc.sql("CREATE SEQUENCE conflicts").update();
        jdbc.sql("""
                CREATE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM nextval('conflicts');
                    RAISE EXCEPTION 'another transaction was first' USING ERRCODE = 'serialization_failure';
                END $$""").update();
        jdbc.sql("""
                CREATE TRIGGER conflict BEFORE UPDATE ON payment FOR EACH ROW
                WHEN (old.order_id = '%s' AND old.state = 'CAPTURE_FAILED' AND new.state <> old.state)
                EXECUTE FUNCTION conflict()""".formatted(order.value())).update();
    }

    Instant dueAt(OrderId order) {
        return jdbc.sql("SELECT retry_at FROM payment WHERE order_id = :id").param("id", order.value())
                .query(Timestamp.class).single().toInstant();
    }

    long conflicts() {
        return jdbc.sql("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM conflicts").query(Long.class)
                .single();
    }

    void noConflict() {
        jdbc.sql("DROP TRIGGER conflict ON payment").update();
        jdbc.sql("DROP FUNCTION conflict").update();
        jdbc.sql("DROP SEQUENCE conflicts").update();
    }

    /** What the shopper's bank does when it is called: from now on the method works. */
    public void mend(OrderId order) {
        jdbc.sql("""
                UPDATE sandbox.authorisation SET token = 'tok_visa'
                WHERE reference = (SELECT authorisation FROM payment WHERE order_id = :id)""")
                .param("id", order.value()).update();
    }

    /** As if another provider had authorised the payment. */
    void authorisedBy(OrderId order, String provider) {
        jdbc.sql("UPDATE payment SET provider = :provider WHERE order_id = :id").param("provider", provider)
                .param("id", order.value()).update();
        jdbc.sql("UPDATE provider_call SET provider = :provider WHERE order_id = :id AND answered_at IS NULL")
                .param("provider", provider).param("id", order.value()).update();
    }

    List<String> providersOfCalls(OrderId order) {
        return jdbc.sql("SELECT provider FROM provider_call WHERE order_id = :id ORDER BY id")
                .param("id", order.value()).query(String.class).list();
    }

    List<String> providersOfLedger(OrderId order) {
        return jdbc.sql("SELECT DISTINCT provider FROM ledger_entry WHERE order_id = :id")
                .param("id", order.value()).query(String.class).list();
    }

    /** Types of what was announced of the order, in order. */
    public List<String> said(OrderId order) {
        return jdbc.sql("SELECT type FROM outbox WHERE key = :key ORDER BY id").param("key", order.toString())
                .query(String.class).list();
    }

    /** What the sandbox did for the order: one row per authorisation. */
    public List<Booked> booked(OrderId order) {
        return jdbc
                .sql("""
                        SELECT amount, captured, refunded, voided FROM sandbox.authorisation WHERE reference IN
                            (SELECT detail FROM sandbox.request WHERE approved AND operation = 'authorise' AND idempotency_key IN
                                (SELECT idempotency_key FROM provider_call WHERE order_id = :id))""")
                .param("id", order.value()).query(Booked.class).list();
    }

    /** A row of the sandbox's own books. */
    public record Booked(long amount, long captured, long refunded, boolean voided) {}

    /** How often the sandbox was asked, over all calls of the order. */
    public int asked(OrderId order) {
        return jdbc.sql("""
                SELECT coalesce(sum(asked), 0) FROM sandbox.request WHERE idempotency_key IN
                    (SELECT idempotency_key FROM provider_call WHERE order_id = :id)""")
                .param("id", order.value()).query(Integer.class).single();
    }

    /** Debits of the provider's account for the order. */
    public long ledger(OrderId order) {
        return jdbc
                .sql("SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE order_id = :id AND account = 'PROVIDER'")
                .param("id", order.value()).query(Long.class).single();
    }

    /** All entries of the order. */
    public long ledgerSum(OrderId order) {
        return jdbc.sql("SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE order_id = :id")
                .param("id", order.value()).query(Long.class).single();
    }

    /** Kinds of what the sandbox moved for the order. */
    public List<String> moved(OrderId order) {
        return jdbc.sql("""
                SELECT kind FROM sandbox.movement
                WHERE authorisation = (SELECT authorisation FROM payment WHERE order_id = :id)""")
                .param("id", order.value()).query(String.class).list();
    }

    public void awaitRefunded(OrderId order, long amount) {
        await().atMost(PATIENCE).until(() -> jdbc.sql("SELECT refunded FROM payment WHERE order_id = :id")
                .param("id", order.value()).query(Long.class).single() == amount);
    }

    public int openCalls(OrderId order) {
        return jdbc.sql("SELECT count(*) FROM provider_call WHERE order_id = :id AND answered_at IS NULL")
                .param("id", order.value()).query(Integer.class).single();
    }

    /** Everything that is stored of the payment, to see whether it has changed. */
    public String rowOf(OrderId order) {
        return jdbc.sql("SELECT payment::text FROM payment WHERE order_id = :id").param("id", order.value())
                .query(String.class).single();
    }
}
