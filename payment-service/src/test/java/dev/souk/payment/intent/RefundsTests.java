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
    void whoeverSeesToARefusedRefundIsCalledOnceForEachReturn() {
        captured();
        var returned = returned(1000);
        for (int time = 0; time < 5; time++) {
            take(returned);
            refuse("try_tomorrow");
        }
        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED");

        take(returned(500));
        refuse("try_tomorrow");

        assertThat(payment.outcome().alarms).containsExactly("REFUND_REFUSED", "REFUND_REFUSED");
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

    private static OrderFact.Returned returned(long refund) {
        return new OrderFact.Returned(ORDER, UUID.randomUUID(), Money.of(refund, "USD"));
    }

    private PaymentRefunded refunded(OrderFact.Returned returned, long amount) {
        return new PaymentRefunded(id, ORDER, Money.of(amount, "USD"), returned.returnId());
    }

    private List<PaymentEvent> refunds() {
        return said().stream().filter(PaymentRefunded.class::isInstance).toList();
    }
}
