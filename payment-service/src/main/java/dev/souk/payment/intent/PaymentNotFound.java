package dev.souk.payment.intent;

/** There is no such payment, or it is another shopper's. */
public final class PaymentNotFound extends RuntimeException {

    PaymentNotFound(Object reference) {
        super("There is no payment of " + reference);
    }
}
