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
 * @param returnAmount what that return is worth, as order-service says; null without a return
 * @param requestedBy the operator whose wish it is; null when it is for a return or a cancellation, and nobody had to
 * @param retryAt before which the provider is not asked again; null unless it is for a return and was refused
 */
public record Refund(RefundId id, PaymentId paymentId, Money amount, String reason, Status status, int refusals,
        Instant requestedAt, @Nullable UUID returnId, @Nullable Money returnAmount, @Nullable UUID requestedBy,
        @Nullable Instant retryAt) {

    /** How far it is. */
    public enum Status {
        /** The provider is being asked. */
        PENDING,
        REFUNDED,
        /** The provider refused. */
        FAILED
    }

    static Refund ofReturn(PaymentId paymentId, OrderFact.Returned returned, Instant now) {
        return new Refund(RefundId.next(), paymentId, returned.refund(), "returned", Status.PENDING, 0, now,
                returned.returnId(), returned.refund(), null, null);
    }

    Refund become(Status next) {
        return new Refund(id, paymentId, amount, reason, next, refusals, requestedAt, returnId, returnAmount,
                requestedBy, null);
    }

    Refund refused(@Nullable Instant retryAt) {
        return new Refund(id, paymentId, amount, reason, Status.FAILED, refusals + 1, requestedAt, returnId,
                returnAmount, requestedBy, retryAt);
    }

    Refund of(Money otherAmount) {
        return new Refund(id, paymentId, otherAmount, reason, status, refusals, requestedAt, returnId, returnAmount,
                requestedBy, retryAt);
    }

    /** What the provider has refused for a return is an operator's to give. */
    Refund settle(Money otherAmount, String otherReason, UUID operator) {
        return new Refund(id, paymentId, otherAmount, otherReason, Status.PENDING, refusals, requestedAt, returnId,
                returnAmount, operator, null);
    }

    boolean isDue(Instant now) {
        return retryAt == null || !retryAt.isAfter(now);
    }
}
