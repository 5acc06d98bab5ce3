package dev.souk.payment.intent;

/** Stands for payment-service's class of this name. */
public final class ProviderCall {

    /** Asks itself. */
    public interface PaymentProvider {
    }

    public String makeTo(PaymentProvider provider) {
        return "called";
    }
}
