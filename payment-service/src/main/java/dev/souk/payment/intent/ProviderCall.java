package dev.souk.payment.intent;

import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderAnswer;

/**
 * A call to the provider, as it is written down before it is made: complete, so that any instance can make it, at any time
 * and as often as it takes.
 *
 * @param idempotencyKey from the payment, the number of the call within it, and the step: never used for anything else
 */
record ProviderCall(UUID id, PaymentId paymentId, OrderId orderId, String idempotencyKey, Step step, Money amount,
        @Nullable String token, @Nullable String authorisation, @Nullable RefundId refundId) {

    static ProviderCall number(int number, PaymentId paymentId, OrderId orderId, Step step, Money amount,
            @Nullable String token, @Nullable String authorisation, @Nullable RefundId refundId) {
        return new ProviderCall(UuidCreator.getTimeOrderedEpoch(), paymentId, orderId,
                paymentId + ":" + number + ":" + step, step, amount, token, authorisation, refundId);
    }

    /** Nobody is asked for nothing: a provider may refuse an amount of 0, and the order costs nothing all the same. */
    ProviderAnswer makeTo(PaymentProvider provider) {
        if (amount.amount() == 0) {
            return new ProviderAnswer.Approved("nothing:" + idempotencyKey);
        }
        return switch (step) {
            case AUTHORISE -> provider.authorise(idempotencyKey, Objects.requireNonNull(token), amount);
            case CAPTURE -> provider.capture(idempotencyKey, Objects.requireNonNull(authorisation), amount);
            case VOID -> provider.voidAuthorisation(idempotencyKey, Objects.requireNonNull(authorisation));
            case REFUND -> provider.refund(idempotencyKey, Objects.requireNonNull(authorisation), amount);
        };
    }
}
