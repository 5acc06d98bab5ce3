package dev.souk.payment.intent;

/** There is no such payment, or it is another shopper's. */
public final class PaymentNotFound extends RuntimeException {

    private final boolean mayCome;

    PaymentNotFound(Object reference) {
        this("There is no payment of " + reference, false);
    }

    private PaymentNotFound(String message, boolean mayCome) {
        super(message);
        this.mayCome = mayCome;
    }

    static PaymentNotFound ofOrder(OrderId order) {
        return new PaymentNotFound(
                "There is no payment of order " + order + ". If it was placed just now, ask again in a moment", true);
    }

    /** Whether it may be there in a moment: orders come as messages. */
    public boolean mayCome() {
        return mayCome;
    }
}
