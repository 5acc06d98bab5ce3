package dev.souk.payment.intent;

/** There is no money to be taken now. */
public final class NotCapturable extends RuntimeException {

    NotCapturable(PaymentId payment) {
        super("Payment " + payment
                + " cannot be captured now: money is taken once the goods are on their way, and never "
                + "for an order that was cancelled");
    }
}
