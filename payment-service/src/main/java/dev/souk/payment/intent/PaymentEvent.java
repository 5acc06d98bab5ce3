package dev.souk.payment.intent;

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

    /** @param amount of this refund, not of all */
    record PaymentRefunded(PaymentId paymentId, OrderId orderId, Money amount) implements PaymentEvent {}

    /**
     * The payment met what it can neither explain nor mend by itself: a person has to look.
     *
     * @param cause for example {@code CAPTURE_REFUSED}
     */
    record PaymentAlarmRaised(PaymentId paymentId, OrderId orderId, PaymentState state,
            String cause) implements PaymentEvent {}
}
