package dev.souk.payment.intent;

/** Told of what a payment can neither explain nor mend by itself: people have to look. */
public interface SagaAlarms {

    /** @param cause for example {@code SHIPMENT_CREATED} */
    void raise(OrderId orderId, PaymentState state, String cause);
}
