package dev.souk.payment.intent;

import java.time.Instant;

import dev.souk.common.money.Money;

/** Money given back, or about to be. */
public record Refund(RefundId id, PaymentId paymentId, Money amount, String reason, Status status,
        Instant requestedAt) {

    /** How far it is. */
    public enum Status {
        /** The provider is being asked. */
        PENDING,
        REFUNDED,
        /** The provider refused. */
        FAILED
    }

    Refund become(Status next) {
        return new Refund(id, paymentId, amount, reason, next, requestedAt);
    }
}
