package dev.souk.inventory.fulfilment;

/** What must come first has not come yet; the fact is to be said again after it. */
final class FactTooEarly extends RuntimeException {

    FactTooEarly(OrderId orderId, ReservationState state, String fact) {
        super(fact + " of order " + orderId + " while it is " + state + ": replay it once the order is COMMITTED");
    }
}
