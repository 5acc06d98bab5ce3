package dev.souk.local.check;

import static dev.souk.local.Service.INVENTORY;
import static dev.souk.local.Service.JOBS;
import static dev.souk.local.Service.NOTIFICATION;
import static dev.souk.local.Service.ORDER;
import static dev.souk.local.Service.PAYMENT;
import static dev.souk.local.Service.PRODUCT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Service;
import dev.souk.local.check.Checker.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the real schemas: what a rule says must also be what its SQL asks. */
class RulesTests {

    private static final TestDatabases DATABASES = new TestDatabases();

    private final UUID order = UUID.randomUUID();

    @BeforeAll
    static void migrate() {
        DATABASES.create();
    }

    @AfterAll
    static void drop() {
        DATABASES.close();
    }

    @BeforeEach
    void aConfirmedOrderOfTwoPiecesForTwentyDollars() {
        DATABASES.empty();
        run(ORDER,
                """
                        insert into orders (id, user_id, status, version, currency, total, awaits_others, created_at, expires_at,
                                            changed_at)
                        values ('%1$s', gen_random_uuid(), 'CONFIRMED', 3, 'USD', 2000, false, now(), now(), now());
                        insert into order_line (order_id, position, sku, title, quantity, unit_price)
                        values ('%1$s', 0, 'mug', 'Mug', 2, 1000);
                        insert into order_heard (order_id, payment, captured) values ('%1$s', 'CAPTURED', 2000);
                        insert into order_event (order_id, version, type, data, occurred_at)
                        select '%1$s', version, 'any', '{}', now() from generate_series(1, 3) version;
                        """);
        run(INVENTORY,
                """
                        insert into stock_level (sku, warehouse, available, reserved, sold, supplied) values ('mug', 'MAIN', 8, 0, 2, 10);
                        insert into supply (reference, sku, warehouse, quantity, reason, supplied_by, supplied_at)
                        values ('seed', 'mug', 'MAIN', 10, 'seed', gen_random_uuid(), now());
                        insert into reservation (order_id, state, created_at, updated_at) values ('%1$s', 'COMMITTED', now(), now());
                        insert into reservation_line (order_id, sku, warehouse, quantity) values ('%1$s', 'mug', 'MAIN', 2);
                        """);
        run(PAYMENT,
                """
                        insert into payment (id, order_id, state, remembered, amount, currency, authorisation, captured, created_at, updated_at)
                        values ('%1$s', '%1$s', 'CAPTURED', '{}', 2000, 'USD', 'auth-1', 2000, now(), now());
                        insert into ledger_entry (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at)
                        values ('%1$s', 'PROVIDER', '%1$s', '%1$s', 'CAPTURE', 2000, 'USD', now()),
                               ('%1$s', 'SALES', '%1$s', '%1$s', 'CAPTURE', -2000, 'USD', now());
                        insert into sandbox.authorisation (reference, token, amount, currency, captured)
                        values ('auth-1', 'tok_visa', 2000, 'USD', 2000);
                        """);
    }

    @Test
    void allRulesHoldWhenEverythingIsInOrder() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void everyRuleLooksAtSomething() {
        run(INVENTORY, announced("ffffffff-ffff-7fff-bfff-ffffffffffff", "now()"));
        run(INVENTORY, sent("stock", "StockLevelChanged", "ffffffff-ffff-7fff-bfff-fffffffffffd"));
        run(PRODUCT, "insert into inbox values ('product', 'ffffffff-ffff-7fff-bfff-fffffffffffd', now())");
        run(NOTIFICATION, mails("CONFIRMED"));
        run(ORDER, "insert into inbox values ('orders', 'ffffffff-ffff-7fff-bfff-ffffffffffff', now())");
        run(ORDER, cancelledOrder());
        run(PAYMENT, """
                insert into refund (id, payment_id, amount, currency, reason, status, requested_at)
                values (gen_random_uuid(), '%1$s', 100, 'USD', 'late', 'REFUNDED', now());
                update payment set refunded = 100;
                update sandbox.authorisation set refunded = 100;
                """);
        run(INVENTORY,
                """
                        insert into reservation (order_id, state, created_at, updated_at) values (gen_random_uuid(), 'HELD', now(), now())""");
        receiveOnePiece();

        assertThat(DATABASES.checker(Duration.ofMinutes(5)).check(Duration.ZERO))
                .allSatisfy(verdict -> assertThat(verdict.finding().lookedAt()).as(verdict.rule()).isPositive());
    }

    @Test
    void aPieceThatVanishedIsFound() {
        run(INVENTORY, "alter table stock_level drop constraint stock_adds_up; update stock_level set available = 7");

        assertThat(broken()).contains("stock-adds-up");
        run(INVENTORY, "update stock_level set available = 8; alter table stock_level add constraint stock_adds_up"
                + " check (available + reserved + sold = supplied)");
    }

    @Test
    void stockFromNowhereIsFound() {
        run(INVENTORY, "update stock_level set available = 9, supplied = 11");

        assertThat(broken()).containsOnly("supplies-explain-stock");
    }

    @Test
    void aHoldThatNobodyHasIsFound() {
        run(INVENTORY, "update stock_level set available = 7, reserved = 1");

        assertThat(broken()).containsOnly("holds-explain-reserved");
    }

    @Test
    void goodsOfACancelledOrderAreFound() {
        run(ORDER, "update orders set status = 'CANCELLED', cancellation_reason = 'BY_SHOPPER'");

        assertThat(broken()).containsExactlyInAnyOrder("orders-have-their-goods", "money-is-owed");
    }

    @Test
    void aHoldOfACancelledOrderIsFound() {
        run(ORDER, "update orders set status = 'CANCELLED', cancellation_reason = 'UNPAID'");
        run(INVENTORY, "update reservation set state = 'HELD'; update stock_level set reserved = 2, sold = 0");

        assertThat(broken()).contains("cancelled-orders-hold-nothing");
    }

    @Test
    void aConfirmedOrderThatNobodyPaidIsFound() {
        run(PAYMENT, "update payment set captured = 0, state = 'AUTHORISED'");

        assertThat(broken()).contains("money-is-owed", "ledger-explains-payments", "provider-agrees");
    }

    @Test
    void aRefundThatAnOperatorGrantsIsInOrder() {
        run(PAYMENT,
                """
                        insert into refund (id, payment_id, amount, currency, reason, status, requested_at)
                        values (gen_random_uuid(), '%1$s', 500, 'USD', 'scratched', 'REFUNDED', now());
                        update payment set refunded = 500;
                        update sandbox.authorisation set refunded = 500;
                        insert into ledger_entry (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at)
                        select id, account, '%1$s', '%1$s', 'REFUND', amount, 'USD', now()
                          from (select gen_random_uuid() id) movement, (values ('PROVIDER', -500), ('REFUNDS', 500)) entry (account, amount);
                        """);

        run(ORDER, "update order_heard set refunded = 500");

        assertThat(broken()).isEmpty();
    }

    @Test
    void aPieceThatCameBackIsInOrderOnceItIsOnTheShelfAndPaidBack() {
        receiveOnePiece();
        assertThat(broken()).containsExactlyInAnyOrder("returns-are-restocked", "returns-are-refunded");

        run(INVENTORY, """
                insert into restock (return_id, order_id, sku, warehouse, quantity, restocked_at)
                values ('%1$s', '%1$s', 'mug', 'MAIN', 1, now())""");
        assertThat(broken()).as("it is still sold").containsExactlyInAnyOrder("shipments-explain-sold",
                "returns-are-refunded");
        run(INVENTORY, "update stock_level set available = 9, sold = 1");
        run(PAYMENT,
                """
                        insert into refund (id, payment_id, amount, currency, reason, status, requested_at, return_id)
                        values (gen_random_uuid(), '%1$s', 1000, 'USD', 'returned', 'REFUNDED', now(), '%1$s');
                        update payment set refunded = 1000;
                        update sandbox.authorisation set refunded = 1000;
                        insert into ledger_entry (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at)
                        select id, account, '%1$s', '%1$s', 'REFUND', amount, 'USD', now()
                          from (select gen_random_uuid() id) movement, (values ('PROVIDER', -1000), ('REFUNDS', 1000)) entry (account, amount);
                        """);
        run(ORDER, "update order_heard set refunded = 1000");

        assertThat(broken()).isEmpty();
    }

    private void receiveOnePiece() {
        run(ORDER,
                """
                        insert into order_return (id, order_id, user_id, status, currency, refund, requested_at, changed_at)
                        values ('%1$s', '%1$s', gen_random_uuid(), 'RECEIVED', 'USD', 1000, now(), now());
                        insert into order_return_line (return_id, sku, pieces, refund) values ('%1$s', 'mug', '{0}', 1000)""");
    }

    @Test
    void aRefundThatTheLedgerDoesNotKnowIsFound() {
        run(PAYMENT, "update payment set refunded = 500");

        assertThat(broken())
                .containsExactlyInAnyOrder("refunds-explain-refunded", "ledger-explains-payments", "provider-agrees",
                        "overviews-agree");
    }

    @Test
    void anOrderThatStandsStillIsFoundAfterItsTime() {
        run(ORDER, "update orders set awaits_others = true, changed_at = now() - interval '6 minutes'");

        assertThat(broken()).containsOnly("orders-move");
        assertThat(broken(Duration.ofMinutes(7))).isEmpty();
    }

    @Test
    void anAlarmIsFound() {
        run(ORDER, "insert into order_alarm (order_id, what, raised_at) values ('%1$s', 'cannot be', now())");

        assertThat(broken()).containsOnly("no-alarms");
    }

    @Test
    void aFactThatWasNotSentIsFoundWithItsService() {
        run(NOTIFICATION, announced("ffffffff-ffff-7fff-bfff-fffffffffffe", "null"));

        assertThat(broken()).containsOnly("facts-are-announced");
        assertThat(DATABASES.checker(Duration.ofMinutes(5)).check(Duration.ZERO))
                .filteredOn(verdict -> !verdict.finding().holds())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.finding().offenders())
                        .singleElement().asString().startsWith("notification-service"));
    }

    @Test
    void anEffectWithoutACauseIsFound() {
        run(PAYMENT, "insert into inbox values ('payments', gen_random_uuid(), now())");

        assertThat(broken()).containsOnly("effects-have-causes");
    }

    @Test
    void moneyThatIsTakenTwiceIsFoundInTheBooksOfTheProvider() {
        run(PAYMENT, """
                insert into sandbox.authorisation (reference, token, amount, currency, captured)
                values ('auth-2', 'tok_visa', 2000, 'USD', 2000);
                insert into sandbox.request (idempotency_key, operation, asked, approved, detail)
                values ('%1$s:1:AUTHORISE', 'authorise', 1, true, 'auth-1'),
                       ('%1$s:2:AUTHORISE', 'authorise', 1, true, 'auth-2');
                """);

        assertThat(broken()).containsExactlyInAnyOrder("money-is-taken-once", "provider-agrees");
    }

    @Test
    void moneyThatIsTakenTwiceIsFoundInTheLedger() {
        run(PAYMENT,
                """
                        insert into ledger_entry (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at)
                        select id, account, '%1$s', '%1$s', 'CAPTURE', amount, 'USD', now()
                          from (select gen_random_uuid() id) movement, (values ('PROVIDER', 2000), ('SALES', -2000)) entry (account, amount);
                        """);

        assertThat(broken()).containsExactlyInAnyOrder("money-is-taken-once", "ledger-explains-payments");
    }

    @Test
    void moneyThatIsStillSetAsideForACancelledOrderIsFound() {
        run(ORDER, cancelledOrder());
        run(PAYMENT, """
                insert into payment (id, order_id, state, remembered, created_at, updated_at)
                select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'AUTHORISED', '{}', now(), now()""");

        assertThat(broken()).containsOnly("cancelled-orders-owe-nothing");
    }

    @Test
    void goodsAndMoneyOfAnOrderThatDoesNotExistAreFound() {
        run(INVENTORY,
                """
                        insert into reservation (order_id, state, created_at, updated_at) values (gen_random_uuid(), 'HELD', now(), now())""");
        run(PAYMENT, """
                insert into payment (id, order_id, state, remembered, amount, currency, created_at, updated_at)
                values (gen_random_uuid(), gen_random_uuid(), 'PAYABLE', '{}', 2000, 'USD', now(), now())""");

        assertThat(broken()).containsOnly("nothing-without-an-order");
    }

    @Test
    void aPaymentThatStandsStillIsFoundAfterItsTime() {
        run(PAYMENT,
                """
                        insert into payment (id, order_id, state, remembered, created_at, updated_at)
                        select gen_random_uuid(), gen_random_uuid(), 'AUTHORISING', '{}', now(), now() - interval '6 minutes'""");

        assertThat(broken()).containsOnly("payments-move");
        assertThat(broken(Duration.ofMinutes(7))).isEmpty();
    }

    @Test
    void anOrderThatIsNotWhatItsEventsSayIsFound() {
        run(ORDER, "delete from order_event where version = 2");

        assertThat(broken()).containsOnly("orders-are-their-events");
    }

    @Test
    void aMailThatIsWrittenTwiceIsFound() {
        run(NOTIFICATION, "alter table notification drop constraint notification_subject_kind_key");
        run(NOTIFICATION, mails("CONFIRMED"));
        run(NOTIFICATION, mails("CONFIRMED"));

        assertThat(broken()).containsOnly("mails-are-written-once");
        run(NOTIFICATION, "truncate notification, mail; alter table notification add unique (subject, kind)");
    }

    @Test
    void aFactThatNeverArrivedIsFoundAtWhoeverListensToIt() {
        run(ORDER, sent("orders", "OrderConfirmed", "ffffffff-ffff-7fff-bfff-fffffffffffc"));
        run(PAYMENT, "insert into inbox values ('payment', 'ffffffff-ffff-7fff-bfff-fffffffffffc', now())");
        run(PRODUCT, "insert into inbox values ('product', 'ffffffff-ffff-7fff-bfff-fffffffffffc', now())");

        assertThat(broken()).containsOnly("facts-arrive");
        assertThat(offenders("facts-arrive")).containsExactly(
                "orders ffffffff-ffff-7fff-bfff-fffffffffffc never reached inventory of inventory-service",
                "orders ffffffff-ffff-7fff-bfff-fffffffffffc never reached notification of notification-service");
    }

    @Test
    void aDeadLetterHasNotArrivedUnlessItIsDiscarded() {
        run(PAYMENT, sent("payments", "PaymentAlarmRaised", "ffffffff-ffff-7fff-bfff-fffffffffffb"));
        run(JOBS, letter("OPEN"));
        assertThat(broken()).containsOnly("facts-arrive");

        run(JOBS, letter("DISCARDED"));
        assertThat(broken()).isEmpty();
    }

    private static String letter(String status) {
        return """
                truncate dead_letter;
                insert into dead_letter (id, letter_topic, letter_partition, letter_offset, written_at, topic, consumer, message_id,
                                         payload, replayable, replays, status, decided_by, decided_at, reason)
                select gen_random_uuid(), 'payments.DLT', 0, 0, now(), 'payments', 'order',
                       'ffffffff-ffff-7fff-bfff-fffffffffffb', '', true, 0, status, by, at, reason
                  from (values ('OPEN', null, null, null), ('DISCARDED', 'operator', now(), 'seen to')) row (status, by, at, reason)
                 where status = '%s'"""
                .formatted(status);
    }

    private static List<String> offenders(String rule) {
        return DATABASES.checker(Duration.ofMinutes(5)).check(Duration.ZERO).stream()
                .filter(verdict -> verdict.rule().equals(rule))
                .flatMap(verdict -> verdict.finding().offenders().stream()).toList();
    }

    private static String cancelledOrder() {
        return """
                insert into orders (id, user_id, status, version, currency, total, awaits_others, cancellation_reason,
                                    created_at, expires_at, changed_at)
                values ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), 'CANCELLED', 1, 'USD', 2000, false, 'UNPAID',
                        now(), now(), now());
                insert into order_event (order_id, version, type, data, occurred_at)
                values ('00000000-0000-7000-8000-000000000001', 1, 'any', '{}', now());
                """;
    }

    private static String sent(String topic, String type, String id) {
        return """
                insert into outbox (message_id, topic, key, type, data_schema, payload, created_at, sent_at)
                values ('%s', '%s', 'k', '%s', 'any', '{}', now(), now())""".formatted(id, topic, type);
    }

    private static String mails(String kind) {
        return """
                with written as (
                    insert into notification (id, order_id, kind, subject, title, text, created_at)
                    values (gen_random_uuid(), '%%1$s', '%s', '%%1$s', 't', 't', now()) returning id)
                insert into mail (notification_id, next_attempt_at) select id, now() from written""".formatted(kind);
    }

    private static Set<String> broken() {
        return broken(Duration.ofMinutes(5));
    }

    private static Set<String> broken(Duration stuckAfter) {
        return DATABASES.checker(stuckAfter).check(Duration.ZERO).stream()
                .filter(verdict -> !verdict.finding().holds())
                .map(Verdict::rule)
                .collect(Collectors.toSet());
    }

    private static String announced(String id, String sentAt) {
        return """
                insert into outbox (message_id, topic, key, type, data_schema, payload, created_at, sent_at)
                values ('%s', 'any', 'k', 'Happened', 'any', '{}', now(), %s)""".formatted(id, sentAt);
    }

    private void run(Service service, String sql) {
        DATABASES.run(service, sql.replace("%1$s", order.toString()));
    }
}
