package dev.souk.inventory.fulfilment;

/** Told of a message that can not come in the state in which it came: a defect somewhere, to be seen by people. */
public interface SagaAlarms {

    /** @param message the kind of message, for example {@code Confirmed} */
    void raise(OrderId orderId, ReservationState state, String message);
}
