package dev.souk.payment.intent;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * Money given back, or about to be.
 *
 * @param refusals how often the provider has refused it
 * @param returnId the return that it is for; null when an operator or a cancellation asked for it
 */
public record Refund(RefundId id, PaymentId paymentId, Money amount, String reason, Status status, int refusals,
        Instant requestedAt, @Nullable UUID returnId) {

    /** How far it is. */
    public enum Status {
        /** The provider is being asked. */
        PENDING,
        REFUNDED,
        /** The provider refused. */
        FAILED
    }

    Refund become(Status next) {
        return new Refund(id, paymentId, amount, reason, next, refusals, requestedAt, returnId);
    }

    Refund refused() {
        return new Refund(id, paymentId, amount, reason, Status.FAILED, refusals + 1, requestedAt, returnId);
    }

    Refund of(Money otherAmount) {
        return new Refund(id, paymentId, otherAmount, reason, status, refusals, requestedAt, returnId);
    }
}
