package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentEvent.PaymentRefunded;
import dev.souk.payment.provider.ProviderAnswer;

class RefundsTests extends OnePayment {

    private static final UUID ANN = UUID.randomUUID();

    @Test
    void aCapturedPaymentOfACancelledOrderIsRefundedWhole() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();
        take(SHIPMENT_CREATED, CANCELLED);
        approve();
        assertThat(asked()).containsExactly(Step.AUTHORISE, Step.CAPTURE, Step.REFUND);
        approve();
        take(CANCELLED);

        assertThat(said()).last().isEqualTo(new PaymentRefunded(id, ORDER, TOTAL, TOTAL, null));
        assertThat(asked()).hasSize(3);
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.REFUNDED);
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
                .containsExactly(new PaymentRefunded(id, ORDER, TOTAL, TOTAL, null));
        payment.tryDueAgain(LATER.plus(Rules.LONGEST_PAUSE).plus(Rules.LONGEST_PAUSE));
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.REFUNDED);
    }

    @Test
    void anOperatorsRefundThatIsRefusedAfterTheCancellationIsGivenBackAllTheSame() {
        captured();
        payment.refund(Money.of(1000, "USD"), "scratched", ANN, NOW);
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
        payment.refund(Money.of(1000, "USD"), "by hand", ANN, NOW);
        approve();
        approve();

        assertThat(said().stream().filter(PaymentRefunded.class::isInstance)).containsExactly(
                new PaymentRefunded(id, ORDER, Money.of(1000, "USD"), Money.of(1000, "USD"), null),
                new PaymentRefunded(id, ORDER, Money.of(1598, "USD"), TOTAL, null));
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
        assertThat(refunds()).as("said again to who has not heard it").containsExactly(refunded(returned, 1000, 1000),
                refunded(returned, 1000, 1000));
        assertThat(payment.outcome().movements).hasSize(2);
        assertThat(payment.view().orElseThrow().refunded()).isEqualTo(Money.of(1000, "USD"));
    }

    @Test
    void aReturnIsPaidBackWithWhatIsLeft() {
        captured();
        payment.refund(Money.of(2000, "USD"), "scratched", ANN, NOW);
        approve();
        var first = returned(1000);
        var second = returned(1000);

        take(first);
        approve();
        take(second, second);

        assertThat(refunds()).endsWith(refunded(first, 598, 2598), refunded(second, 0, 2598),
                refunded(second, 0, 2598));
        assertThat(payment.view().orElseThrow().refunded()).isEqualTo(TOTAL);
        assertThat(asked()).filteredOn(Step.REFUND::equals).hasSize(2);
    }

    @Test
    void aReturnOfWhatHadCostNothingIsAnsweredWithNothing() {
        captured();
        var gift = returned(0);

        take(gift);

        assertThat(refunds()).containsExactly(refunded(gift, 0, 0));
        assertThat(asked()).doesNotContain(Step.REFUND);
    }

    @Test
    void aRefundOfAReturnThatIsRefusedIsAskedForAgainAfterPausesThatGrow() {
        captured();
        var returned = returned(1000);
        take(returned);
        refuse("try_tomorrow");

        payment.take(returned, NOW.plus(Rules.FIRST_PAUSE).minusMillis(1));
        assertThat(asked()).filteredOn(Step.REFUND::equals).hasSize(1);
        payment.take(returned, NOW.plus(Rules.FIRST_PAUSE));
        assertThat(asked()).filteredOn(Step.REFUND::equals).hasSize(2);
        refuse("try_tomorrow");
        payment.take(returned, NOW.plus(Rules.FIRST_PAUSE));
        assertThat(asked()).as("twice as long now").filteredOn(Step.REFUND::equals).hasSize(2);
        payment.take(returned, NOW.plus(Rules.FIRST_PAUSE.multipliedBy(2)));
        approve();

        assertThat(refunds()).containsExactly(refunded(returned, 1000, 1000));
        assertThat(payment.outcome().refunds.stream().map(Refund::id).distinct()).hasSize(1);
        assertThat(payment.outcome().alarms).isEmpty();
    }

    @Test
    void whoeverSeesToARefusedRefundIsCalledOnceForEachReturn() {
        captured();
        var returned = returned(1000);
        refuseUntilSomebodyIsCalled(returned);
        takeLater(returned);
        refuse("try_tomorrow");
        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED");

        refuseUntilSomebodyIsCalled(returned(500));

        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED", "REFUND_REFUSED");
    }

    @Test
    void whatAnOperatorGivesForARefusedReturnIsGivenOnce() {
        captured();
        var returned = returned(1000);
        refuseUntilSomebodyIsCalled(returned);

        assertThatExceptionOfType(RefundRefused.class).as("it may be meant for the return")
                .isThrownBy(() -> payment.refund(Money.of(1000, "USD"), "by hand", ANN, NOW))
                .withMessageContaining(returned.returnId().toString());
        payment.settle(returned.returnId(), Money.of(900, "USD"), "by hand", ANN);
        refuse("try_tomorrow");
        takeLater(returned);
        approve();
        takeLater(returned);

        assertThat(refunds()).containsExactly(refunded(returned, 900, 900), refunded(returned, 900, 900));
        assertThat(payment.view().orElseThrow().refunded()).isEqualTo(Money.of(900, "USD"));
    }

    @Test
    void aReturnThatWasCutShortGetsAllOfItWhenWhatStoodInItsWayIsRefused() {
        captured();
        payment.refund(TOTAL.minus(Money.of(400, "USD")), "by hand", ANN, NOW);
        var byHand = payment.outcome().calls.getLast();
        var returned = returned(1000);
        take(returned);
        refuse("try_tomorrow");
        answer(byHand, new ProviderAnswer.Refused("try_tomorrow"));

        takeLater(returned);
        approve();

        assertThat(refunds()).containsExactly(refunded(returned, 1000, 1000));
    }

    @Test
    void onlyAReturnWhoseRefundWasRefusedIsAnOperatorsToSettle() {
        captured();
        var returned = returned(1000);
        assertThatExceptionOfType(RefundRefused.class).as("nobody has heard of it").isThrownBy(
                () -> payment.settle(returned.returnId(), Money.of(1000, "USD"), "by hand", ANN));

        take(returned);
        assertThatExceptionOfType(RefundRefused.class).as("it is under way").isThrownBy(
                () -> payment.settle(returned.returnId(), Money.of(1000, "USD"), "by hand", ANN));
        refuse("try_tomorrow");
        assertThatExceptionOfType(RefundRefused.class).as("more than was taken").isThrownBy(
                () -> payment.settle(returned.returnId(), TOTAL.plus(Money.of(1, "USD")), "by hand", ANN));
        takeLater(returned);
        approve();
        assertThatExceptionOfType(RefundRefused.class).as("it has its money").isThrownBy(
                () -> payment.settle(returned.returnId(), Money.of(1000, "USD"), "by hand", ANN));
    }

    @Test
    void anOperatorSettlesAReturnWithNoMoreThanItIsWorth() {
        captured();
        var returned = returned(1000);
        take(returned);
        refuse("try_tomorrow");

        assertThatExceptionOfType(RefundRefused.class).as("one cent above")
                .isThrownBy(() -> payment.settle(returned.returnId(), Money.of(1001, "USD"), "by hand", ANN))
                .withMessageContaining("10.00 USD");
        assertThat(asked()).filteredOn(Step.REFUND::equals).hasSize(1);
        payment.settle(returned.returnId(), Money.of(400, "USD"), "by hand", ANN);
        refuse("try_tomorrow");
        payment.settle(returned.returnId(), Money.of(1000, "USD"), "by hand, and all of it", ANN);
        approve();

        assertThat(refunds()).containsExactly(refunded(returned, 1000, 1000));
    }

    @Test
    void aRefundNamesTheOperatorWhoWantedItAndNobodyElse() {
        captured();
        var returned = returned(1000);
        take(returned);
        assertThat(payment.outcome().refunds).last().extracting(Refund::requestedBy).isNull();
        refuse("try_tomorrow");
        assertThat(payment.settle(returned.returnId(), Money.of(900, "USD"), "by hand", ANN).requestedBy())
                .isEqualTo(ANN);
        refuse("try_tomorrow");
        takeLater(returned);
        assertThat(payment.outcome().refunds).last().as("asked for again as it was")
                .extracting(Refund::requestedBy).isEqualTo(ANN);
        approve();

        assertThat(payment.refund(Money.of(1, "USD"), "scratched", ANN, NOW).requestedBy()).isEqualTo(ANN);
    }

    private void refuseUntilSomebodyIsCalled(OrderFact.Returned returned) {
        int before = payment.outcome().alarms.size();
        for (int time = 0; time < Rules.THREE_TRIES.retries().tries(); time++) {
            assertThat(payment.outcome().alarms).hasSize(before);
            takeLater(returned);
            refuse("try_tomorrow");
        }
        assertThat(payment.outcome().alarms).hasSize(before + 1);
    }

    /** After the longest pause since the last answer. */
    private void takeLater(OrderFact.Returned returned) {
        payment.take(returned, NOW.plus(Rules.LONGEST_PAUSE));
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

    @Test
    void moneyIsGivenBackInPartsButNeverMoreThanWasTaken() {
        captured();

        payment.refund(Money.of(1000, "USD"), "scratched", ANN, NOW);
        assertThatExceptionOfType(RefundRefused.class).as("what is on its way is gone")
                .isThrownBy(() -> payment.refund(Money.of(1599, "USD"), "greedy", ANN, NOW));
        approve();
        assertThat(payment.view().orElseThrow().status()).isEqualTo(PaymentView.Status.PARTIALLY_REFUNDED);
        payment.refund(Money.of(1598, "USD"), "returned", ANN, NOW);
        approve();

        assertThat(payment.view().orElseThrow()).satisfies(view -> {
            assertThat(view.status()).isEqualTo(PaymentView.Status.REFUNDED);
            assertThat(view.refunded()).isEqualTo(TOTAL);
        });
        assertThatExceptionOfType(RefundRefused.class)
                .isThrownBy(() -> payment.refund(Money.of(1, "USD"), "one more", ANN, NOW));
    }

    @Test
    void aRefundThatTheProviderRefusesCanBeTriedAgain() {
        captured();
        payment.refund(TOTAL, "returned", ANN, NOW);
        refuse("try_tomorrow");

        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED");
        assertThat(payment.outcome().refunds).last().extracting(Refund::status).isEqualTo(Refund.Status.FAILED);
        assertThat(payment.refund(TOTAL, "returned", ANN, NOW).status()).isEqualTo(Refund.Status.PENDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2599, Long.MAX_VALUE, Long.MIN_VALUE})
    void aRefundIsPositiveAndNotAboveWhatWasTaken(long amount) {
        captured();

        assertThatExceptionOfType(RefundRefused.class)
                .isThrownBy(() -> payment.refund(Money.of(amount, "USD"), "wrong", ANN, NOW));
        assertThat(asked()).doesNotContain(Step.REFUND);
    }

    @Test
    void aRefundIsInTheCurrencyOfThePayment() {
        captured();

        assertThatExceptionOfType(RefundRefused.class)
                .isThrownBy(() -> payment.refund(Money.of(1, "EUR"), "wrong", ANN, NOW));
    }

    @Test
    void nothingIsRefundedBeforeItWasTaken() {
        take(created("tok_visa"), STOCK_RESERVED);
        approve();

        assertThatExceptionOfType(NothingCaptured.class).isThrownBy(() -> payment.refund(TOTAL, "early", ANN, NOW));
    }

    private static OrderFact.Returned returned(long refund) {
        return new OrderFact.Returned(ORDER, UUID.randomUUID(), Money.of(refund, "USD"));
    }

    private PaymentRefunded refunded(OrderFact.Returned returned, long amount, long inAll) {
        return new PaymentRefunded(id, ORDER, Money.of(amount, "USD"), Money.of(inAll, "USD"), returned.returnId());
    }

    private List<PaymentEvent> refunds() {
        return said().stream().filter(PaymentRefunded.class::isInstance).toList();
    }
}
