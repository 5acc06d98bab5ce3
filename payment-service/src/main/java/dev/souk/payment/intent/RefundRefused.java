package dev.souk.payment.intent;

import java.util.UUID;

import dev.souk.common.money.Money;

/** This much cannot be given back. */
public final class RefundRefused extends RuntimeException {

    private RefundRefused(String message) {
        super(message);
    }

    static RefundRefused notPositive(Money amount) {
        return new RefundRefused("A refund is more than nothing, not " + amount);
    }

    static RefundRefused above(Money rest, Money amount) {
        return new RefundRefused("Only " + rest + " of this payment can be refunded, not " + amount);
    }

    static RefundRefused aboveReturn(Refund ofReturn, Money amount) {
        return new RefundRefused(
                "Return %s is worth %s, not %s: settle it with no more, and give back the rest without a returnId then"
                        .formatted(ofReturn.returnId(), ofReturn.returnAmount(), amount));
    }

    static RefundRefused whileRefused(Refund ofReturn) {
        return new RefundRefused(
                "The provider has refused %s for return %s, and is asked again. Settle that first: name it as returnId"
                        .formatted(ofReturn.amount(), ofReturn.returnId()));
    }

    static RefundRefused notRefused(UUID returnId) {
        return new RefundRefused(
                "The provider has not refused a refund of return %s of this payment, so there is none to settle"
                        .formatted(returnId));
    }

    static RefundRefused otherCurrency(Money captured, Money amount) {
        return new RefundRefused("This payment was taken in " + captured.currency() + ", not in " + amount.currency());
    }
}
