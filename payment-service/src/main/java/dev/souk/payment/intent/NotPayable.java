package dev.souk.payment.intent;

/** The shopper cannot pay this now. */
public final class NotPayable extends RuntimeException {

    /** Why. */
    public enum Reason {

        STOCK_NOT_HELD("its goods are not held yet; try again in a moment"),
        IN_FLIGHT(
                "the provider is being asked already; wait for its answer"),
        CLOSED(
                "it was cancelled, or no try is left; place a new order");

        private final String explanation;

        Reason(String explanation) {
            this.explanation = explanation;
        }
    }

    private final Reason reason;

    NotPayable(PaymentId payment, Reason reason) {
        super("Payment " + payment + " cannot be paid now: " + reason.explanation);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
