package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentEvent.PaymentCaptured;
import dev.souk.payment.intent.PaymentEvent.PaymentDeclined;
import dev.souk.payment.intent.PaymentEvent.PaymentRefunded;
import dev.souk.payment.intent.PaymentEvent.PaymentReserved;
import dev.souk.payment.intent.PaymentEvent.PaymentVoided;
import dev.souk.payment.ledger.Movement;
import dev.souk.payment.provider.ProviderAnswer;

class PaymentTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Money TOTAL = Money.of(2598, "USD");
    private static final OrderId ORDER = new OrderId(UUID.randomUUID());
    private static final OrderFact STOCK_RESERVED = new OrderFact.StockReserved(ORDER);
    private static final OrderFact SHIPMENT_CREATED = new OrderFact.ShipmentCreated(ORDER);
    private static final OrderFact CANCELLED = new OrderFact.Cancelled(ORDER);

    private final PaymentId id = PaymentId.next();
    private final Payment payment = new Payment(Payment.Snapshot.unknown(id, ORDER, NOW), Rules.THREE_TRIES);

    private static OrderFact created(@Nullable String token) {
        return new OrderFact.Created(ORDER, UUID.randomUUID(), TOTAL, token, NOW.plusSeconds(1800));
    }

    private void take(OrderFact... facts) {
        for (OrderFact fact : facts) {
            payment.take(fact, NOW);
        }
    }

    private void approve() {
        answer(new ProviderAnswer.Approved("auth_1"));
    }

    private void refuse(String reason) {
        answer(new ProviderAnswer.Refused(reason));
    }

    private void answer(ProviderAnswer answer) {
        answer(payment.outcome().calls.getLast(), answer);
    }

    private void answer(ProviderCall call, ProviderAnswer answer) {
        payment.answered(call, answer, refundOf(call), NOW);
    }

    private Optional<Refund> refundOf(ProviderCall call) {
        return payment.outcome().refunds.reversed().stream().filter(it -> it.id().equals(call.refundId())).findFirst();
    }

    private List<Step> asked() {
        return payment.outcome().calls.stream().map(ProviderCall::step).toList();
    }

    private List<PaymentEvent> said() {
        return payment.outcome().events;
    }

    @Test
    void anOrderWithAMethodIsAuthorisedCapturedAndBooked() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED);
        approve();

        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE);
        assertThat(said()).containsExactly(new PaymentReserved(id, ORDER, TOTAL),
                new PaymentCaptured(id, ORDER, TOTAL));
        assertThat(payment.outcome().movements).extracting(Movement::kind, Movement::amount)
                .containsExactly(tuple(Movement.Kind.CAPTURE, TOTAL));
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.CAPTURED);
    }

    @Test
    void nobodyIsAskedForMoneyBeforeTheGoodsAreHeld() {
        take(created("tok_visa"));

        assertThat(asked()).isEmpty();
    }

    @Test
    void whatCameEarlyIsRemembered() {
        take(SHIPMENT_CREATED, STOCK_RESERVED, created("tok_visa"));
        assertThat(asked()).containsExactly(Step.AUTHORISE);

        approve();
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE);
    }

    @Test
    void whatCameTwiceIsDoneOnce() {
        take(created("tok_visa"), created("tok_visa"), STOCK_RESERVED, STOCK_RESERVED, created("tok_visa"));
        approve();
        take(SHIPMENT_CREATED, SHIPMENT_CREATED);
        approve();
        take(SHIPMENT_CREATED, STOCK_RESERVED, created("tok_visa"));

        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE);
    }

    @Test
    void everyCallHasAKeyOfItsOwnMadeFromThePaymentAndTheStep() {
        take(created(null), STOCK_RESERVED);
        payment.pay("tok_declined", NOW);
        refuse("card_declined");
        payment.pay("tok_visa", NOW);
        approve();
        take(CANCELLED);

        assertThat(payment.outcome().calls).extracting(ProviderCall::idempotencyKey)
                .containsExactly(id + ":1:AUTHORISE", id + ":2:AUTHORISE", id + ":3:VOID");
    }

    @Test
    void anOrderWithAMethodHasOneTry() {
        take(created("tok_declined"), STOCK_RESERVED);
        refuse("card_declined");

        assertThat(said()).containsExactly(new PaymentDeclined(id, ORDER, "card_declined", 0));
        assertThat(payment.state()).isEqualTo(PaymentState.DECLINED);
        assertThatExceptionOfType(NotPayable.class).isThrownBy(() -> payment.pay("tok_visa", NOW));
    }

    @Test
    void aShopperWhoPaysLaterHasThreeTries() {
        take(created(null), STOCK_RESERVED);
        for (int triesLeft = 2; triesLeft >= 0; triesLeft--) {
            payment.pay("tok_declined", NOW);
            refuse("card_declined");
            assertThat(said().getLast()).isEqualTo(new PaymentDeclined(id, ORDER, "card_declined", triesLeft));
            assertThat(payment.view().orElseThrow()).satisfies(view -> {
                assertThat(view.status()).isEqualTo(PaymentView.Status.DECLINED);
                assertThat(view.declineReason()).isEqualTo("card_declined");
            });
        }
        assertThatExceptionOfType(NotPayable.class).isThrownBy(() -> payment.pay("tok_visa", NOW))
                .extracting(NotPayable::reason).isEqualTo(NotPayable.Reason.CLOSED);
    }

    @Test
    void itIsTooEarlyToPayBeforeTheGoodsAreHeld() {
        take(created(null));

        assertThatExceptionOfType(NotPayable.class).isThrownBy(() -> payment.pay("tok_visa", NOW))
                .extracting(NotPayable::reason).isEqualTo(NotPayable.Reason.STOCK_NOT_HELD);
    }

    @Test
    void nobodyPaysTwiceWhileTheProviderIsAsked() {
        take(created(null), STOCK_RESERVED);
        payment.pay("tok_visa", NOW);

        assertThatExceptionOfType(NotPayable.class).isThrownBy(() -> payment.pay("tok_visa", NOW))
                .extracting(NotPayable::reason).isEqualTo(NotPayable.Reason.IN_FLIGHT);
        approve();
        payment.pay("tok_visa", NOW);
        assertThat(asked()).containsExactly(Step.AUTHORISE);
    }

    @Test
    void aYesThatComesAfterTheCancellationIsVoided() {
        take(created("tok_timeout"), STOCK_RESERVED, CANCELLED);
        approve();
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.VOID);
        approve();

        assertThat(said()).containsExactly(new PaymentVoided(id, ORDER));
        assertThat(payment.state()).isEqualTo(PaymentState.VOIDED);
    }

    @Test
    void aNoThatComesAfterTheCancellationIsTheEnd() {
        take(created("tok_declined"), STOCK_RESERVED, CANCELLED);
        refuse("card_declined");

        assertThat(said()).isEmpty();
        assertThat(payment.state()).isEqualTo(PaymentState.VOIDED);
    }

    @Test
    void aCancellationThatCameFirstLeavesATombstone() {
        take(CANCELLED, created("tok_visa"), STOCK_RESERVED);

        assertThat(asked()).isEmpty();
        assertThat(payment.state()).isEqualTo(PaymentState.VOIDED);
    }

    @Test
    void anAuthorisedPaymentOfACancelledOrderIsVoided() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(CANCELLED, CANCELLED);
        approve();

        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.VOID);
        assertThat(said()).last().isEqualTo(new PaymentVoided(id, ORDER));
    }

    @Test
    void aCapturedPaymentOfACancelledOrderIsRefundedWhole() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED, CANCELLED);
        approve();
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.REFUND);
        approve();
        take(CANCELLED);

        assertThat(said()).last().isEqualTo(new PaymentRefunded(id, ORDER, TOTAL, null));
        assertThat(asked()).hasSize(3);
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.REFUNDED);
    }

    @Test
    void aRefusedCaptureIsTriedAgainAfterPausesThatGrow() {
        captureRefused();
        assertThat(refusal()).isEqualTo(new Refusal(Step.CAPTURE, "capture_failed", 1, NOW.plus(Rules.FIRST_PAUSE)));

        payment.tryDueAgain(NOW.plus(Rules.FIRST_PAUSE).minusMillis(1));
        assertThat(asked()).as("not before the pause is over").containsExactly(Step.AUTHORISE, Step.CAPTURE);
        payment.tryDueAgain(NOW.plus(Rules.FIRST_PAUSE));
        payment.tryDueAgain(NOW.plus(Rules.FIRST_PAUSE));
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.CAPTURE);
        assertThat(payment.outcome().calls).extracting(ProviderCall::idempotencyKey)
                .as("the provider gives one answer for each key").doesNotHaveDuplicates();

        refuse("capture_failed");
        assertThat(refusal()).isEqualTo(
                new Refusal(Step.CAPTURE, "capture_failed", 2, NOW.plus(Rules.FIRST_PAUSE.multipliedBy(2))));
        assertThat(payment.outcome().alarms).isEmpty();

        payment.tryDueAgain(NOW.plus(Rules.LONGEST_PAUSE));
        approve();
        assertThat(payment.view().orElseThrow()).satisfies(view -> {
            assertThat(view.status()).isEqualTo(PaymentView.Status.CAPTURED);
            assertThat(view.refusal()).isNull();
        });
        assertThat(payment.outcome().movements).hasSize(1);
    }

    @Test
    void aCaptureThatIsRefusedTooOftenIsAnAlarmAndWaitsForAnOperator() {
        captureRefused();
        tryAgainAndRefuse(2);

        assertThat(payment.outcome().alarms).containsExactly("CAPTURE_REFUSED");
        assertThat(refusal()).isEqualTo(new Refusal(Step.CAPTURE, "capture_failed", 3, null));
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.AUTHORISED);
        payment.tryDueAgain(LATER);
        take(SHIPMENT_CREATED);
        assertThat(asked()).hasSize(4);

        payment.capture(NOW);
        payment.capture(NOW);
        assertThat(asked()).as("asked once, however often the operator does").hasSize(5);
        approve();
        payment.capture(NOW);
        assertThat(asked()).hasSize(5);
        assertThat(payment.state()).isEqualTo(PaymentState.CAPTURED);
    }

    @Test
    void anOperatorsTryHasAllItsTriesAgain() {
        captureRefused();
        tryAgainAndRefuse(2);
        payment.capture(NOW);
        refuse("capture_failed");

        assertThat(refusal()).isEqualTo(new Refusal(Step.CAPTURE, "capture_failed", 1, NOW.plus(Rules.FIRST_PAUSE)));
        tryAgainAndRefuse(2);
        assertThat(payment.outcome().alarms).containsExactly("CAPTURE_REFUSED", "CAPTURE_REFUSED");
    }

    @Test
    void anOperatorNeedNotWaitForThePause() {
        captureRefused();
        payment.capture(NOW);
        approve();

        payment.tryDueAgain(LATER);
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.CAPTURE);
    }

    @Test
    void nothingIsCapturedBeforeTheGoodsAreOnTheirWayNorOfACancelledOrder() {
        assertThatExceptionOfType(NotCapturable.class).isThrownBy(() -> payment.capture(NOW));
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        assertThatExceptionOfType(NotCapturable.class).isThrownBy(() -> payment.capture(NOW));
        take(CANCELLED);
        approve();
        assertThatExceptionOfType(NotCapturable.class).isThrownBy(() -> payment.capture(NOW));

        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.VOID);
    }

    @Test
    void aCancellationEndsTheTriesToCapture() {
        captureRefused();
        take(CANCELLED);
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.VOID);

        payment.tryDueAgain(LATER);
        approve();
        assertThat(asked()).hasSize(3);
        assertThat(payment.state()).isEqualTo(PaymentState.VOIDED);
    }

    @Test
    void aCancellationDuringTheCaptureVoidsWhatIsRefused() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED, CANCELLED);
        refuse("capture_failed");

        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.VOID);
        assertThat(payment.view().orElseThrow().refusal()).as("of the capture, which nobody wants any more").isNull();
    }

    @Test
    void aVoidThatIsRefusedIsTriedUntilItIsDone() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(CANCELLED);
        refuse("try_tomorrow");
        tryAgainAndRefuse(9);

        assertThat(payment.outcome().alarms).containsExactly("VOID_REFUSED");
        assertThat(refusal()).isEqualTo(new Refusal(Step.VOID, "try_tomorrow", 10, LATER.plus(Rules.LONGEST_PAUSE)));
        payment.tryDueAgain(LATER.plus(Rules.LONGEST_PAUSE));
        approve();
        assertThat(said()).last().isEqualTo(new PaymentVoided(id, ORDER));
    }

    @Test
    void moneyOfACancelledOrderIsGivenBackHoweverOftenTheProviderRefuses() {
        captured();
        take(CANCELLED);
        refuse("try_tomorrow");
        tryAgainAndRefuse(9);

        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED");
        payment.tryDueAgain(LATER.plus(Rules.LONGEST_PAUSE));
        approve();
        assertThat(said().stream().filter(PaymentRefunded.class::isInstance))
                .containsExactly(new PaymentRefunded(id, ORDER, TOTAL, null));
        payment.tryDueAgain(LATER.plus(Rules.LONGEST_PAUSE).plus(Rules.LONGEST_PAUSE));
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.REFUNDED);
    }

    @Test
    void anOperatorsRefundThatIsRefusedAfterTheCancellationIsGivenBackAllTheSame() {
        captured();
        payment.refund(Money.of(1000, "USD"), "scratched", NOW);
        var scratched = payment.outcome().calls.getLast();
        take(CANCELLED);
        approve();
        answer(scratched, new ProviderAnswer.Refused("try_tomorrow"));

        payment.tryDueAgain(LATER);
        approve();
        assertThat(payment.view().orElseThrow().refunded()).isEqualTo(TOTAL);
    }

    @Test
    void whatAnOperatorGivesBackOfACancelledOrderIsNotGivenTwice() {
        captured();
        take(CANCELLED);
        refuse("try_tomorrow");
        payment.refund(Money.of(1000, "USD"), "by hand", NOW);
        approve();
        approve();

        assertThat(said().stream().filter(PaymentRefunded.class::isInstance)).containsExactly(
                new PaymentRefunded(id, ORDER, Money.of(1000, "USD"), null),
                new PaymentRefunded(id, ORDER, Money.of(1598, "USD"), null));
        payment.tryDueAgain(LATER);
        assertThat(payment.view().orElseThrow().refunded()).isEqualTo(TOTAL);
    }

    @Test
    void whatComesBackIsPaidBackOnceHoweverOftenItIsSaid() {
        captured();
        var returned = returned(1000);

        take(returned, returned);
        approve();
        take(returned);

        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.REFUND);
        assertThat(refunds()).as("said again to who has not heard it").containsExactly(refunded(returned, 1000),
                refunded(returned, 1000));
        assertThat(payment.outcome().movements).hasSize(2);
        assertThat(payment.view().orElseThrow().refunded()).isEqualTo(Money.of(1000, "USD"));
    }

    @Test
    void aReturnIsPaidBackWithWhatIsLeft() {
        captured();
        payment.refund(Money.of(2000, "USD"), "scratched", NOW);
        approve();
        var first = returned(1000);
        var second = returned(1000);

        take(first);
        approve();
        take(second, second);

        assertThat(refunds()).endsWith(refunded(first, 598), refunded(second, 0), refunded(second, 0));
        assertThat(payment.view().orElseThrow().refunded()).isEqualTo(TOTAL);
        assertThat(asked()).filteredOn(Step.REFUND::equals).hasSize(2);
    }

    @Test
    void aReturnOfWhatHadCostNothingIsAnsweredWithNothing() {
        captured();
        var gift = returned(0);

        take(gift);

        assertThat(refunds()).containsExactly(refunded(gift, 0));
        assertThat(asked()).doesNotContain(Step.REFUND);
    }

    @Test
    void aRefundOfAReturnThatIsRefusedIsAskedForAgainWhenTheReturnIsSaidAgain() {
        captured();
        var returned = returned(1000);
        take(returned);
        refuse("try_tomorrow");
        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED");

        take(returned);
        approve();

        assertThat(refunds()).containsExactly(refunded(returned, 1000));
        assertThat(payment.outcome().refunds.stream().map(Refund::id).distinct()).hasSize(1);
    }

    @Test
    void aReturnWaitsForTheMoneyToBeTakenAndCannotComeOfACancelledOrder() {
        take(created("tok_visa"), STOCK_RESERVED, returned(1000));
        approve();
        take(returned(1000));
        assertThat(asked()).containsExactly(Step.AUTHORISE);
        assertThat(payment.outcome().alarms).isEmpty();

        take(CANCELLED, returned(1000));

        assertThat(payment.outcome().alarms).containsExactly("RETURN_RECEIVED");
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.VOID);
    }

    private static OrderFact.Returned returned(long refund) {
        return new OrderFact.Returned(ORDER, UUID.randomUUID(), Money.of(refund, "USD"));
    }

    private PaymentRefunded refunded(OrderFact.Returned returned, long amount) {
        return new PaymentRefunded(id, ORDER, Money.of(amount, "USD"), returned.returnId());
    }

    private List<PaymentEvent> refunds() {
        return said().stream().filter(PaymentRefunded.class::isInstance).toList();
    }

    @Test
    void moneyIsGivenBackInPartsButNeverMoreThanWasTaken() {
        captured();

        payment.refund(Money.of(1000, "USD"), "scratched", NOW);
        assertThatExceptionOfType(RefundRefused.class).as("what is on its way is gone")
                .isThrownBy(() -> payment.refund(Money.of(1599, "USD"), "greedy", NOW));
        approve();
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.PARTIALLY_REFUNDED);
        payment.refund(Money.of(1598, "USD"), "returned", NOW);
        approve();

        assertThat(payment.view().orElseThrow()).satisfies(view -> {
            assertThat(view.status()).isEqualTo(PaymentView.Status.REFUNDED);
            assertThat(view.refunded()).isEqualTo(TOTAL);
        });
        assertThatExceptionOfType(RefundRefused.class)
                .isThrownBy(() -> payment.refund(Money.of(1, "USD"), "one more", NOW));
    }

    @Test
    void aRefundThatTheProviderRefusesCanBeTriedAgain() {
        captured();
        payment.refund(TOTAL, "returned", NOW);
        refuse("try_tomorrow");

        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED");
        assertThat(payment.outcome().refunds).last().extracting(Refund::status).isEqualTo(Refund.Status.FAILED);
        assertThat(payment.refund(TOTAL, "returned", NOW).status()).isEqualTo(Refund.Status.PENDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2599, Long.MAX_VALUE, Long.MIN_VALUE})
    void aRefundIsPositiveAndNotAboveWhatWasTaken(long amount) {
        captured();

        assertThatExceptionOfType(RefundRefused.class)
                .isThrownBy(() -> payment.refund(Money.of(amount, "USD"), "wrong", NOW));
        assertThat(asked()).doesNotContain(Step.REFUND);
    }

    @Test
    void aRefundIsInTheCurrencyOfThePayment() {
        captured();

        assertThatExceptionOfType(RefundRefused.class)
                .isThrownBy(() -> payment.refund(Money.of(1, "EUR"), "wrong", NOW));
    }

    @Test
    void nothingIsRefundedBeforeItWasTaken() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();

        assertThatExceptionOfType(NothingCaptured.class).isThrownBy(() -> payment.refund(TOTAL, "early", NOW));
    }

    @Test
    void aShipmentOfAVoidedPaymentIsAnAlarmAndTakesNoMoney() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(CANCELLED, SHIPMENT_CREATED);
        approve();

        assertThat(payment.outcome().alarms).containsExactly("SHIPMENT_CREATED");
        assertThat(asked()).doesNotContain(Step.CAPTURE);
    }

    @Test
    void aMethodIsForgottenOnceItWasAskedWith() {
        take(created("tok_visa"));
        assertThat(payment.snapshot().token()).isEqualTo("tok_visa");

        take(STOCK_RESERVED);
        assertThat(payment.outcome().calls.getLast().token()).isEqualTo("tok_visa");
        assertThat(payment.snapshot().token()).isNull();
    }

    @Test
    void aMethodOfACancelledOrderIsForgottenUnasked() {
        take(created("tok_visa"), CANCELLED);

        assertThat(payment.snapshot().token()).isNull();
    }

    @Test
    void aMethodThatComesAfterTheCancellationIsNotKept() {
        take(CANCELLED, created("tok_visa"));

        assertThat(payment.snapshot().token()).isNull();
    }

    @Test
    void nobodyOwesLessThanNothing() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new OrderFact.Created(ORDER, UUID.randomUUID(), Money.of(-1, "USD"), null, NOW));
    }

    @Test
    void aStoredPaymentGoesOnWhereItWas() {
        take(SHIPMENT_CREATED, created("tok_visa"));
        var loaded = new Payment(payment.snapshot(), Rules.THREE_TRIES);
        loaded.take(STOCK_RESERVED, NOW);
        loaded.answered(loaded.outcome().calls.getFirst(), new ProviderAnswer.Approved("auth_1"), Optional.empty(),
                NOW);

        assertThat(loaded.outcome().calls).extracting(ProviderCall::step).containsExactly(Step.AUTHORISE, Step.CAPTURE);
    }

    private void captureRefused() {
        take(created("tok_capture_fails"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED);
        refuse("capture_failed");
    }

    private void tryAgainAndRefuse(int times) {
        for (int time = 0; time < times; time++) {
            var refused = refusal();
            payment.tryDueAgain(Objects.requireNonNull(refused.retryAt()));
            payment.answered(payment.outcome().calls.getLast(), new ProviderAnswer.Refused(refused.reason()),
                    refundOf(payment.outcome().calls.getLast()), LATER);
        }
    }

    private Refusal refusal() {
        return Objects.requireNonNull(payment.view().orElseThrow().refusal());
    }

    private void captured() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED);
        approve();
    }
}
