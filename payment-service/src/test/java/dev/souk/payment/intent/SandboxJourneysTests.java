package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.money.Money;
import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.Wire;
import dev.souk.payment.intent.Orders.Booked;

/** Every test token, through the worker and the sandbox's own books. */
@PaymentServiceTest
class SandboxJourneysTests {

    private static final long TOTAL = Orders.TOTAL.amount();

    private final PaymentService payments;
    private final Orders orders;
    private final Wire wire;
    private final UUID shopper = UUID.randomUUID();

    @Autowired
    SandboxJourneysTests(PaymentService payments, JdbcClient jdbc, Wire wire) {
        this.wire = wire;
        this.payments = payments;
        this.orders = new Orders(payments, jdbc);
    }

    @Test
    void aGoodOrderIsAuthorisedThenCaptured() {
        var order = orders.place(shopper, "tok_visa");
        orders.awaitState(order, PaymentState.AUTHORISED);
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, 0, 0, false));

        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);

        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 0, false));
        assertThat(orders.ledger(order)).isEqualTo(TOTAL);
        assertThat(orders.said(order)).containsExactly("PaymentReserved", "PaymentCaptured");
    }

    @Test
    void nobodyIsAskedForTheMoneyOfAnOrderThatCostsNothing() {
        var order = orders.announce(shopper, "tok_visa", Money.of(0, "USD"));
        orders.reserve(order);
        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);

        assertThat(orders.asked(order)).isZero();
        assertThat(orders.said(order)).containsExactly("PaymentReserved", "PaymentCaptured");
    }

    @ParameterizedTest
    @CsvSource({"tok_declined, card_declined", "tok_insufficient_funds, insufficient_funds",
            "tok_unheard_of, unknown_token"})
    void aRefusedMethodEndsAnOrderThatWasPlacedWithIt(String token, String reason) {
        var order = orders.place(shopper, token);
        orders.awaitState(order, PaymentState.DECLINED);

        assertThat(payments.ofOrder(order, new Reader(shopper, false)).declineReason()).isEqualTo(reason);
        assertThat(orders.said(order)).containsExactly("PaymentDeclined");
        assertThat(orders.booked(order)).isEmpty();
    }

    @Test
    void anAnswerAfterTheDeadlineIsAskedForAgainAndBookedOnce() {
        var order = orders.announce(shopper, "tok_timeout");
        wire.hold(orders.paymentOf(order));
        orders.reserve(order);
        orders.awaitState(order, PaymentState.AUTHORISED);

        assertThat(orders.asked(order)).isGreaterThan(1);
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, 0, 0, false));
        assertThat(orders.said(order)).containsExactly("PaymentReserved");
    }

    @Test
    void anAnswerThatIsLostAlwaysIsToldByWebhook() {
        var order = orders.place(shopper, "tok_answer_lost");
        orders.awaitState(order, PaymentState.AUTHORISED);

        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 0, false));
        assertThat(orders.said(order)).containsExactly("PaymentReserved", "PaymentCaptured");
    }

    @Test
    void anAnswerAfterTheCancellationIsVoided() {
        var order = orders.place(shopper, "tok_timeout");
        orders.cancel(order);
        orders.awaitState(order, PaymentState.VOIDED);

        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, 0, 0, true));
        assertThat(orders.said(order)).containsExactly("PaymentVoided");
    }

    @Test
    void aProviderThatFailsTwiceIsAskedThreeTimes() {
        var order = orders.place(shopper, "tok_flaky");
        orders.awaitState(order, PaymentState.AUTHORISED);

        assertThat(orders.asked(order)).isEqualTo(3);
        assertThat(orders.booked(order)).hasSize(1);
    }

    @Test
    void aRefusedCaptureIsTriedAgainAndBookedOnce() {
        var order = orders.place(shopper, "tok_capture_fails_twice");
        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);

        assertThat(orders.asked(order)).as("one authorisation, three captures").isEqualTo(4);
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 0, false));
        assertThat(orders.ledger(order)).isEqualTo(TOTAL);
        assertThat(orders.said(order)).containsExactly("PaymentReserved", "PaymentCaptured");
    }

    @Test
    void paymentsThatCannotBeTakenUpAgainKeepNoOtherFromIt() {
        orders.breakRefused(60);

        var order = orders.place(shopper, "tok_capture_fails_twice");
        orders.ship(order);

        orders.awaitState(order, PaymentState.CAPTURED);
    }

    @Test
    void aConflictInTheDatabaseCostsNoPause() {
        var order = orders.place(shopper, "tok_capture_fails_twice");
        orders.conflict(order);
        orders.ship(order);
        await().until(orders::conflicts, conflicts -> conflicts >= 1);
        Instant due = orders.dueAt(order);
        await().until(orders::conflicts, conflicts -> conflicts >= 3);

        assertThat(orders.dueAt(order)).isEqualTo(due);
        orders.noConflict();
        orders.awaitState(order, PaymentState.CAPTURED);
    }

    @Test
    void aCaptureThatIsRefusedTooOftenWaitsForAnOperatorAndIsVoidedWithTheOrder() {
        var order = orders.place(shopper, "tok_capture_fails");
        orders.ship(order);
        await().untilAsserted(() -> assertThat(orders.said(order)).containsExactly("PaymentReserved",
                "PaymentAlarmRaised"));
        assertThat(orders.asked(order)).as("one authorisation, three captures").isEqualTo(4);
        assertThat(orders.ledger(order)).isZero();

        orders.cancel(order);
        orders.awaitState(order, PaymentState.VOIDED);
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, 0, 0, true));
    }

    @Test
    void whatWasRefusedIsTakenUpOnceByHoweverManyInstances() throws Exception {
        var order = orders.place(shopper, "tok_capture_fails");
        orders.ship(order);
        var payment = orders.awaitState(order, PaymentState.CAPTURE_FAILED);
        await().until(() -> orders.asked(order), asked -> asked == 4);
        orders.awaitState(order, PaymentState.CAPTURE_FAILED);
        orders.dueAgain(order);
        var work = Collections.<Callable<Boolean>>nCopies(8, () -> {
            payments.tryDueAgain(payment);
            return true;
        });
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }

        orders.awaitState(order, PaymentState.CAPTURE_FAILED);
        assertThat(orders.asked(order)).isEqualTo(5);
    }

    @Test
    void aCapturedOrderThatIsCancelledIsPaidBack() {
        var order = orders.place(shopper, "tok_visa");
        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);
        orders.cancel(order);

        await().untilAsserted(() -> assertThat(orders.booked(order))
                .containsExactly(new Booked(TOTAL, TOTAL, TOTAL, false)));
        await().untilAsserted(() -> assertThat(orders.said(order)).endsWith("PaymentRefunded"));
        assertThat(orders.ledger(order)).isZero();
    }

    @Test
    void aPaymentStaysWithTheProviderThatAuthorisedIt() {
        var order = orders.place(shopper, "tok_visa");
        orders.awaitState(order, PaymentState.AUTHORISED);
        orders.authorisedBy(order, "another");

        orders.ship(order);
        assertThat(orders.providersOfCalls(order)).containsExactly("sandbox", "another");

        orders.authorisedBy(order, "sandbox");
        orders.awaitState(order, PaymentState.CAPTURED);
        assertThat(orders.providersOfLedger(order)).containsExactly("sandbox");
    }

    @Test
    void theSameReturnAtManyInstancesAtOnceIsPaidBackOnce() throws Exception {
        var order = orders.place(shopper, "tok_visa");
        orders.ship(order);
        orders.awaitState(order, PaymentState.CAPTURED);
        var returned = new OrderFact.Returned(order, UUID.randomUUID(), Money.of(1000, "USD"));
        var work = Collections.<Callable<Boolean>>nCopies(8, () -> {
            payments.take(List.of(returned, returned));
            return true;
        });
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }

        await().untilAsserted(() -> assertThat(orders.said(order)).contains("PaymentRefunded"));
        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 1000, false));
        assertThat(orders.ledger(order)).isEqualTo(TOTAL - 1000);
    }

    @Test
    void theSameFactsAtManyInstancesAtOnceChargeOnce() throws Exception {
        var order = new OrderId(UUID.randomUUID());
        var facts = List.of(new OrderFact.ShipmentCreated(order), new OrderFact.StockReserved(order),
                new OrderFact.Created(order, shopper, Orders.TOTAL, "tok_visa", Instant.now()));
        var work = IntStream.range(0, 24).<Callable<Boolean>>mapToObj(number -> () -> {
            payments.take(List.of(facts.get(number % 3)));
            return true;
        }).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        orders.awaitState(order, PaymentState.CAPTURED);

        assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 0, false));
        assertThat(orders.asked(order)).isEqualTo(2);
    }
}
