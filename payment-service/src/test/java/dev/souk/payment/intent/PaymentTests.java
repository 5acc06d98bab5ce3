package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentEvent.PaymentCaptured;
import dev.souk.payment.intent.PaymentEvent.PaymentDeclined;
import dev.souk.payment.intent.PaymentEvent.PaymentReserved;
import dev.souk.payment.intent.PaymentEvent.PaymentVoided;
import dev.souk.payment.ledger.Movement;
import dev.souk.payment.provider.ProviderAnswer;

class PaymentTests extends OnePayment {

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
    void anOrderThatCostsNothingIsCapturedToo() {
        var nothing = Money.of(0, "USD");
        take(new OrderFact.Created(ORDER, UUID.randomUUID(), nothing, "tok_visa", LATER), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED);
        approve();

        assertThat(said()).containsExactly(new PaymentReserved(id, ORDER, nothing),
                new PaymentCaptured(id, ORDER, nothing));
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

        payment.capture(UUID.randomUUID(), NOW);
        payment.capture(UUID.randomUUID(), NOW);
        assertThat(asked()).as("asked once, however often the operator does").hasSize(5);
        approve();
        payment.capture(UUID.randomUUID(), NOW);
        assertThat(asked()).hasSize(5);
        assertThat(payment.state()).isEqualTo(PaymentState.CAPTURED);
    }

    @Test
    void anOperatorsTryHasAllItsTriesAgain() {
        captureRefused();
        tryAgainAndRefuse(2);
        payment.capture(UUID.randomUUID(), NOW);
        refuse("capture_failed");

        assertThat(refusal()).isEqualTo(new Refusal(Step.CAPTURE, "capture_failed", 1, NOW.plus(Rules.FIRST_PAUSE)));
        tryAgainAndRefuse(2);
        assertThat(payment.outcome().alarms).containsExactly("CAPTURE_REFUSED", "CAPTURE_REFUSED");
    }

    @Test
    void anOperatorNeedNotWaitForThePause() {
        captureRefused();
        payment.capture(UUID.randomUUID(), NOW);
        approve();

        payment.tryDueAgain(LATER);
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.CAPTURE);
    }

    @Test
    void nothingIsCapturedBeforeTheGoodsAreOnTheirWayNorOfACancelledOrder() {
        assertThatExceptionOfType(NotCapturable.class).isThrownBy(() -> payment.capture(UUID.randomUUID(), NOW));
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        assertThatExceptionOfType(NotCapturable.class).isThrownBy(() -> payment.capture(UUID.randomUUID(), NOW));
        take(CANCELLED);
        approve();
        assertThatExceptionOfType(NotCapturable.class).isThrownBy(() -> payment.capture(UUID.randomUUID(), NOW));

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
    void aCancellationDuringTheLastCaptureLeavesNothingToSeeTo() {
        captureRefused();
        tryAgainAndRefuse(1);
        payment.tryDueAgain(LATER.plus(Rules.LONGEST_PAUSE));
        take(CANCELLED);
        refuse("capture_failed");

        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.CAPTURE, Step.CAPTURE, Step.VOID);
        assertThat(payment.outcome().alarms).isEmpty();
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
    void aShipmentThatIsHeardOfAfterItsCancellationTakesNoMoneyAndCallsNobody() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(CANCELLED, SHIPMENT_CREATED);
        approve();
        take(SHIPMENT_CREATED);

        assertThat(payment.state()).isEqualTo(PaymentState.VOIDED);
        assertThat(payment.outcome().alarms).isEmpty();
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
}
