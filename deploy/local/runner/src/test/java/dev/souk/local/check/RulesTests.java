package dev.souk.local.check;

import static dev.souk.local.Service.INVENTORY;
import static dev.souk.local.Service.JOBS;
import static dev.souk.local.Service.NOTIFICATION;
import static dev.souk.local.Service.ORDER;
import static dev.souk.local.Service.PAYMENT;
import static dev.souk.local.Service.PRODUCT;
import static dev.souk.local.Service.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Service;
import dev.souk.local.check.Checker.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                        values ('%1$s', '%1$s', 'CONFIRMED', 3, 'USD', 2000, false, now(), now(), now());
                        insert into order_line (order_id, position, sku, title, quantity, unit_price)
                        values ('%1$s', 0, 'mug', 'Mug', 2, 1000);
                        insert into order_heard (order_id, payment, captured, parcels) values ('%1$s', 'CAPTURED', 2000, 1);
                        insert into order_event (order_id, version, type, data, occurred_at)
                        values ('%1$s', 1, 'OrderCreated', '{"userId": "%1$s", "total": {"amount": 2000, "currency": "USD"},
                                "lines": [{"sku": "mug", "quantity": 2, "unitPrice": {"amount": 1000, "currency": "USD"}}]}',
                                now()),
                               ('%1$s', 2, 'OrderStockReserved', '{}', now()),
                               ('%1$s', 3, 'OrderConfirmed', '{}', now());
                        """);
        run(INVENTORY,
                """
                        insert into stock_level (sku, warehouse, available, reserved, sold, supplied) values ('mug', 'MAIN', 8, 0, 2, 10);
                        insert into supply (reference, sku, warehouse, quantity, reason, supplied_by, supplied_at)
                        values ('seed', 'mug', 'MAIN', 10, 'seed', gen_random_uuid(), now());
                        insert into reservation (order_id, state, created_at, updated_at) values ('%1$s', 'COMMITTED', now(), now());
                        insert into reservation_line (order_id, sku, warehouse, quantity) values ('%1$s', 'mug', 'MAIN', 2);
                        insert into shipment (id, order_id, warehouse, status, created_at)
                        values ('%1$s', '%1$s', 'MAIN', 'PREPARING', now());
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
        run(NOTIFICATION, mail("now()", "null"));
        run(ORDER, promotion(0) + flashSale(0));
        run(PAYMENT, call("now()"));
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
        cancel("BY_SHOPPER");

        assertThat(broken()).containsExactlyInAnyOrder("orders-have-their-goods", "money-is-owed");
    }

    @Test
    void goodsOfAnotherKindThanWereOrderedAreFound() {
        run(INVENTORY,
                """
                        insert into stock_level (sku, warehouse, available, reserved, sold, supplied) values ('lamp', 'MAIN', 9, 0, 1, 10);
                        insert into supply (reference, sku, warehouse, quantity, reason, supplied_by, supplied_at)
                        values ('seed', 'lamp', 'MAIN', 10, 'seed', gen_random_uuid(), now());
                        update stock_level set sold = 1, available = 9 where sku = 'mug';
                        update reservation_line set quantity = 1;
                        insert into reservation_line (order_id, sku, warehouse, quantity) values ('%1$s', 'lamp', 'MAIN', 1)""");

        assertThat(broken()).containsOnly("orders-have-their-goods");
        assertThat(offenders("orders-have-their-goods")).hasSize(2);
    }

    @Test
    void moneyOfAnotherCurrencyIsFound() {
        run(PAYMENT, "update payment set currency = 'EUR'");

        assertThat(broken()).containsOnly("money-is-owed", "ledger-explains-payments", "provider-agrees");
    }

    @Test
    void aRefundInAnotherCurrencyIsFound() {
        run(PAYMENT, """
                insert into refund (id, payment_id, amount, currency, reason, status, requested_at)
                values (gen_random_uuid(), '%1$s', 500, 'EUR', 'scratched', 'REFUNDED', now());
                update payment set refunded = 500;
                """);

        assertThat(broken()).contains("refunds-explain-refunded");
    }

    /** It has no books that could be read here. */
    @Test
    void moneyThatAnotherProviderThanTheSandboxHasTakenIsInOrder() {
        run(PAYMENT, """
                delete from sandbox.authorisation;
                update payment set provider = 'stripe', authorisation = 'pi_1'""");

        assertThat(broken()).isEmpty();
    }

    @Test
    void aDifferenceFromTheProviderNamesBothSides() {
        run(PAYMENT, "update sandbox.authorisation set captured = 0");

        assertThat(offenders("provider-agrees"))
                .containsExactly("auth-1 USD: 2000 in our payment, 0 in the provider's books");
    }

    @Test
    void aHoldOfACancelledOrderIsFound() {
        cancel("UNPAID");
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
        run(ORDER, "update orders set awaits_others = true, moved_at = now() - interval '6 minutes'");

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
    void howeverManyMessagesWereMadeUpAnEffectWithoutACauseIsFound() {
        Set<String> madeUp = LongStream.range(0, 2 * Look.SHOWN).mapToObj(number -> new UUID(0, number).toString())
                .collect(Collectors.toSet());
        madeUp.forEach(id -> run(PAYMENT, "insert into inbox values ('payment', '%s', now())".formatted(id)));
        assertThat(brokenDespite(madeUp, "orders")).isEmpty();

        run(PAYMENT, "insert into inbox values ('payment', 'ffffffff-ffff-7fff-bfff-fffffffffffa', now())");
        assertThat(brokenDespite(madeUp, "orders")).containsOnly("effects-have-causes");
    }

    /** It notes only what it has carried out. */
    @Test
    void aMadeUpMessageThatTookEffectIsFound() {
        String id = "ffffffff-ffff-7fff-bfff-fffffffffffa";
        run(NOTIFICATION, "insert into inbox values ('notification', '%s', now())".formatted(id));

        assertThat(brokenDespite(Set.of(id), "orders")).containsOnly("effects-have-causes");
    }

    /** The same consumer notes whatever comes of another topic. */
    @Test
    void aMadeUpMessageThatTookEffectIsFoundByItsTopic() {
        String id = "ffffffff-ffff-7fff-bfff-fffffffffffa";
        run(INVENTORY, "insert into inbox values ('inventory', '%s', now())".formatted(id));

        assertThat(brokenDespite(Set.of(id), "payments")).containsOnly("effects-have-causes");
        assertThat(brokenDespite(Set.of(id), "orders")).isEmpty();
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

    @ParameterizedTest
    @ValueSource(strings = {
            "update orders set status = 'SHIPPED'",
            "update orders set currency = 'EUR'",
            "update orders set user_id = gen_random_uuid()",
            "update order_line set unit_price = 999",
            "insert into order_line (order_id, position, sku, title, quantity, unit_price) values ('%1$s', 1, 'cup', 'Cup', 1, 0)",
            "update order_event set data = data - 'total' where version = 1",
            "update order_event set type = 'OrderShipped' where version = 3",
            "update order_event set version = 4 where version = 3; update orders set version = 4"})
    void whateverOfAnOrderItsEventsDoNotSayIsFound(String change) {
        run(ORDER, change);

        assertThat(broken()).contains("orders-are-their-events");
    }

    @Test
    void anotherReasonThanTheOneThatWasWrittenDownIsFound() {
        cancel("UNPAID");
        run(ORDER, "update orders set cancellation_reason = 'BY_SHOPPER'");

        assertThat(broken()).contains("orders-are-their-events");
    }

    @Test
    void anOrderThatWentOnAfterItsCancellationWasRefusedIsInOrder() {
        run(ORDER, """
                insert into order_event (order_id, version, type, data, occurred_at)
                values ('%1$s', 4, 'OrderCancellationRequested', '{"reason": "BY_SHOPPER"}', now()),
                       ('%1$s', 5, 'OrderCancellationRefused', '{"reason": "dispatched"}', now()),
                       ('%1$s', 6, 'OrderReturnRequested', '{}', now());
                update orders set version = 6""");

        assertThat(broken()).isEmpty();
    }

    @Test
    void aPaymentThatOperatorsDoNotSeeIsFound() {
        run(ORDER, "update order_heard set payment = 'AUTHORISED'");

        assertThat(broken()).containsOnly("overviews-see-payments");
    }

    @Test
    void parcelsThatOperatorsDoNotSeeAreFound() {
        run(INVENTORY, "update shipment set status = 'DELIVERED'");
        assertThat(broken()).containsOnly("overviews-see-parcels");

        run(ORDER, "update order_heard set dispatched = 1, delivered = 1");
        assertThat(broken()).isEmpty();
        run(INVENTORY, "update shipment set status = 'CANCELLED'");
        assertThat(broken()).containsOnly("overviews-see-parcels");
    }

    @Test
    void moneyOfAnOrderThatStandsAndIsGivenBackIsFound() {
        run(PAYMENT, "update payment set state = 'REFUNDING'");

        assertThat(broken()).contains("standing-orders-keep-their-money");
    }

    @Test
    void moneyThatOnlyTheProviderStillSetsAsideIsFound() {
        run(ORDER, cancelledOrder());
        run(PAYMENT,
                """
                        insert into payment (id, order_id, state, remembered, amount, currency, authorisation, created_at, updated_at)
                        select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'VOIDED', '{}', 2000, 'USD', 'auth-2', now(),
                               now();
                        insert into sandbox.authorisation (reference, token, amount, currency)
                        values ('auth-2', 'tok_visa', 2000, 'USD')""");
        run(ORDER,
                """
                        insert into order_heard (order_id, payment) values ('00000000-0000-7000-8000-000000000001', 'VOIDED')""");
        assertThat(broken()).containsOnly("nothing-stays-set-aside");

        run(PAYMENT, "update sandbox.authorisation set voided = true where reference = 'auth-2'");
        assertThat(broken()).isEmpty();
        run(PAYMENT, """
                insert into sandbox.authorisation (reference, token, amount, currency)
                values ('auth-of-nobody', 'tok_visa', 2000, 'USD')""");
        assertThat(broken()).contains("nothing-stays-set-aside");
    }

    @Test
    void aRefundThatIsNeverPaidIsFoundAfterItsTime() {
        run(PAYMENT,
                """
                        insert into refund (id, payment_id, amount, currency, reason, status, requested_at)
                        values (gen_random_uuid(), '%1$s', 500, 'USD', 'scratched', 'PENDING', now() - interval '6 minutes')""");

        assertThat(broken()).containsOnly("provider-answers");
        assertThat(broken(Duration.ofMinutes(7))).isEmpty();
    }

    @Test
    void aCallThatTheProviderNeverAnswersIsFoundAfterItsTime() {
        run(PAYMENT, call("now() - interval '6 minutes'"));

        assertThat(broken()).containsOnly("provider-answers");
        assertThat(broken(Duration.ofMinutes(7))).isEmpty();
    }

    private static String call(String writtenAt) {
        return """
                insert into provider_call (id, payment_id, order_id, idempotency_key, step, amount, currency, written_at,
                                           next_ask_at)
                values (gen_random_uuid(), '%%1$s', '%%1$s', 'key', 'CAPTURE', 2000, 'USD', %s, now())"""
                .formatted(writtenAt);
    }

    @Test
    void aCouponThatIsCountedWronglyIsFound() {
        run(ORDER, promotion(1));
        assertThat(broken()).containsOnly("coupons-are-counted");

        run(ORDER, "insert into redemption values ('%1$s', '%1$s', '%1$s', now())");
        assertThat(broken()).isEmpty();
        run(ORDER, "update promotion set redeemed = 0; update redemption set given_back_at = now()");
        assertThat(broken()).as("the order stands").containsOnly("coupons-are-counted");
    }

    @Test
    void aCouponOfACancelledOrderIsFound() {
        run(ORDER, promotion(1) + "insert into redemption values ('%1$s', '%1$s', '%1$s', now())");
        cancel("BY_SHOPPER");

        assertThat(broken()).contains("coupons-are-counted");
        run(ORDER, "update promotion set redeemed = 0; update redemption set given_back_at = now()");
        assertThat(broken()).doesNotContain("coupons-are-counted");
    }

    @Test
    void aFlashSaleThatIsCountedWronglyIsFound() {
        run(ORDER, flashSale(2));
        assertThat(broken()).containsOnly("flash-sales-are-counted");

        run(ORDER, "insert into flash_purchase values ('%1$s', '%1$s', '%1$s', 2, now())");
        assertThat(broken()).isEmpty();
        run(ORDER, "update flash_sale set taken = 0; update flash_purchase set given_back_at = now()");
        assertThat(broken()).as("the order stands").containsOnly("flash-sales-are-counted");
    }

    @Test
    void piecesOfAFlashSaleThatACancelledOrderKeepsAreFound() {
        run(ORDER, flashSale(2) + "insert into flash_purchase values ('%1$s', '%1$s', '%1$s', 2, now())");
        cancel("BY_SHOPPER");

        assertThat(broken()).contains("flash-sales-are-counted");
    }

    private static String promotion(int redeemed) {
        return """
                insert into promotion (id, version, code, name, kind, percent, exclusive, skus, valid_from, max_redemptions, redeemed,
                                       created_at, created_by, changed_at, changed_by)
                values ('%%1$s', 1, 'TEN', 'Ten', 'PERCENT_OFF', 10, false, '{}', now(), 100, %d, now(), '%%1$s', now(), '%%1$s');
                """
                .formatted(redeemed);
    }

    private static String flashSale(int taken) {
        return """
                insert into flash_sale (id, sku, pieces, per_user, starts_at, ends_at, taken, created_at, created_by, changed_at,
                                        changed_by)
                values ('%%1$s', 'mug', 10, 2, now(), now() + interval '1 hour', %d, now(), '%%1$s', now(), '%%1$s');
                """
                .formatted(taken);
    }

    @Test
    void aMailThatIsNeverSentIsFoundAfterItsTime() {
        run(NOTIFICATION, mail("now() - interval '6 minutes'", "null"));

        assertThat(broken()).containsOnly("mails-are-sent");
        assertThat(broken(Duration.ofMinutes(7))).isEmpty();
        run(NOTIFICATION, "update mail set last_failure = 'nobody answers'");
        assertThat(offenders("mails-are-sent")).singleElement().asString().contains("waits since", "nobody answers")
                .doesNotContain("given up");
        run(NOTIFICATION, "update mail set sent_at = now()");
        assertThat(broken()).isEmpty();
    }

    @Test
    void aMailThatIsGivenUpIsFound() {
        run(NOTIFICATION, mail("now()", "now()") + "; update mail set last_failure = 'nobody answers'");

        assertThat(broken()).containsOnly("mails-are-sent");
        assertThat(offenders("mails-are-sent")).singleElement().asString().endsWith("given up: nobody answers");
    }

    private static String mail(String createdAt, String givenUpAt) {
        return """
                insert into notification (id, order_id, kind, subject, title, text, created_at)
                values ('%%1$s', '%%1$s', 'ORDER_CONFIRMED', '%%1$s', 't', 't', %s);
                insert into mail (notification_id, next_attempt_at, given_up_at) values ('%%1$s', now(), %s)"""
                .formatted(createdAt, givenUpAt);
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
        run(USER, sent("mail-requests", "MailRequested", "ffffffff-ffff-7fff-bfff-fffffffffffb"));
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
                select gen_random_uuid(), 'mail-requests.DLT', 0, 0, now(), 'mail-requests', 'notification',
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
                select id, 1, 'OrderCreated',
                       jsonb_build_object('userId', user_id, 'total', jsonb_build_object('amount', total, 'currency', currency),
                                          'lines', '[]'::jsonb), now()
                  from orders where version = 1
                union all
                select id, 2, 'OrderCancelled', '{"reason": "UNPAID"}', now() from orders where version = 1;
                update orders set version = 2 where version = 1;
                """;
    }

    private static String sent(String topic, String type, String id) {
        return """
                insert into outbox (message_id, topic, key, type, data_schema, payload, created_at, sent_at)
                values ('%s', '%s', 'k', '%s', 'any', '{}', now(), now())""".formatted(id, topic, type);
    }

    private void cancel(String reason) {
        run(ORDER, """
                insert into order_event (order_id, version, type, data, occurred_at)
                values ('%%1$s', 4, 'OrderCancelled', '{"reason": "%1$s"}', now());
                update orders set status = 'CANCELLED', version = 4, cancellation_reason = '%1$s'""".formatted(reason));
    }

    private static Set<String> broken() {
        return broken(Duration.ofMinutes(5));
    }

    private static Set<String> broken(Duration stuckAfter) {
        return broken(DATABASES.checker(stuckAfter));
    }

    private static Set<String> brokenDespite(Set<String> madeUp, String topic) {
        return broken(new Checker(DATABASES::address, Duration.ofMinutes(5),
                madeUp.stream().collect(Collectors.toMap(Function.identity(), _ -> topic))));
    }

    private static Set<String> broken(Checker checker) {
        return checker.check(Duration.ZERO).stream()
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
