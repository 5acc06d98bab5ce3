package dev.souk.payment.intent;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/** What happened to the money of an order. */
public sealed interface PaymentEvent {

    PaymentId paymentId();

    OrderId orderId();

    record PaymentReserved(PaymentId paymentId, OrderId orderId, Money amount) implements PaymentEvent {}

    /** @param triesLeft 0 ends the order */
    record PaymentDeclined(PaymentId paymentId, OrderId orderId, String reason,
            int triesLeft) implements PaymentEvent {}

    record PaymentCaptured(PaymentId paymentId, OrderId orderId, Money amount) implements PaymentEvent {}

    record PaymentVoided(PaymentId paymentId, OrderId orderId) implements PaymentEvent {}

    /**
     * May be said again of the same return.
     *
     * @param amount        of this refund, not of all; nothing when a return's money had been given back before
     * @param refundedInAll of the payment up to now
     * @param returnId      the return that it is for; null when an operator or a cancellation asked for it
     */
    record PaymentRefunded(PaymentId paymentId, OrderId orderId, Money amount, Money refundedInAll,
            @Nullable UUID returnId)
            implements
                PaymentEvent {}

    /**
     * The payment met what it can neither explain nor mend by itself: a person has to look.
     *
     * @param cause for example {@code CAPTURE_REFUSED}
     */
    record PaymentAlarmRaised(PaymentId paymentId, OrderId orderId, PaymentState state,
            String cause) implements PaymentEvent {}
}
