package dev.souk.payment.intent;

/** A refund was asked for before any money was taken. */
public final class NothingCaptured extends RuntimeException {

    NothingCaptured(PaymentId payment) {
        super("Nothing was taken for payment " + payment + " yet: only what was captured can be refunded");
    }
}
