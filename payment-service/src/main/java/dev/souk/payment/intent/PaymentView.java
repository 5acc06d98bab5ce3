package dev.souk.payment.intent;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * A payment as its shopper and operators see it.
 *
 * @param triesLeft how often the shopper may still pay; 0 when it is paid or over
 * @param declineReason why the last try failed
 * @param refusal what the provider refused after it had authorised: to capture, to void, or to refund
 * @param captureRequestedBy the operator who had a refused capture tried again, the last of them; null when nobody had to
 */
public record PaymentView(PaymentId id, OrderId orderId, UUID userId, Status status, Money amount, Money captured,
        Money refunded, int triesLeft, @Nullable String declineReason,
        @Nullable Refusal refusal, @Nullable UUID captureRequestedBy, Instant expiresAt, Instant createdAt) {

    /** The states in the words of the API. */
    public enum Status {
        REQUESTED,
        AUTHORISED,
        CAPTURED,
        /** The last try failed; whether there may be another is in {@code triesLeft}. */
        DECLINED,
        VOIDED,
        REFUNDED,
        PARTIALLY_REFUNDED
    }
}
