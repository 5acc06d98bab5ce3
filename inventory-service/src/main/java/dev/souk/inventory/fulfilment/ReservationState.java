package dev.souk.inventory.fulfilment;

/**
 * What inventory knows of an order. Which fact leads where is the table in {@link Reservation}.
 */
public enum ReservationState {

    /** Never heard of. */
    UNKNOWN,
    /** Confirmed, but what was ordered is not known yet. */
    CONFIRMED_EARLY,
    /** Cancelled before what was ordered became known: nothing will ever be held. */
    CANCELLED_EARLY,
    /** All lines are reserved. */
    HELD,
    /** There were not enough goods; nothing was reserved. */
    REJECTED,
    /** Reserved once, available again. */
    RELEASED,
    /** Sold; shipments are on their way. */
    COMMITTED,
    /** Stopped at the order's request before anything was sent: the goods are available again, or never were held. */
    WITHDRAWN
}
