package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.chaos.Settlement.OrderState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An order that is cancelled because it waits for a person must not be one that is stuck. */
class SettlementTests {

    @Test
    void anOrderThatNobodyPaysWaitsForAPerson() {
        assertThat(order("AWAITING_PAYMENT", false, "PAYABLE", 0).waitsForPerson()).isTrue();
    }

    @Test
    void anOrderWhoseMoneyIsSetAsideIsStuckUntilItHearsOfIt() {
        OrderState unheard = order("AWAITING_PAYMENT", false, "AUTHORISED", 0);

        assertThat(unheard.hasEnded()).isFalse();
        assertThat(unheard.waitsForPerson()).isFalse();
    }

    @Test
    void whatPaymentHasToGoOnWithIsNoPersonsTurn() {
        assertThat(order("AWAITING_PAYMENT", false, "AUTHORISING", 0).waitsForPerson()).isFalse();
        assertThat(order("AWAITING_PAYMENT", false, "REQUESTED", 0).waitsForPerson()).as("stock unheard").isFalse();
        assertThat(order("AWAITING_PAYMENT", true, "PAYABLE", 0).waitsForPerson()).as("it has a method").isFalse();
        assertThat(order("AWAITING_PAYMENT", false, null, 0).waitsForPerson()).isFalse();
    }

    @Test
    void moneyThatTheProviderMayStillTakeIsWaitedFor() {
        assertThat(order("CONFIRMED", false, "CAPTURE_FAILED", 2).waitsForPerson()).isFalse();
        assertThat(order("CONFIRMED", false, "CAPTURE_FAILED", 3).waitsForPerson()).isTrue();
    }

    private static OrderState order(String status, boolean awaitsOthers, @Nullable String payment,
            int refusals) {
        return new OrderState("order", status, null, awaitsOthers, payment, refusals);
    }
}
