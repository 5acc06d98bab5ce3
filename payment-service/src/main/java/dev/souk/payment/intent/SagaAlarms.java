package dev.souk.payment.intent;

/** Told of what can not come in the state in which it came: a defect somewhere, to be seen by people. */
public interface SagaAlarms {

    /** @param cause for example {@code SHIPMENT_CREATED} */
    void raise(OrderId orderId, PaymentState state, String cause);
}
