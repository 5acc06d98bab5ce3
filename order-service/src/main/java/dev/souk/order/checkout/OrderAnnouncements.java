package dev.souk.order.checkout;

/** Where the order's facts go, so that the rules need not know Kafka. */
@FunctionalInterface
public interface OrderAnnouncements {

    /** Tells the other services, once the current transaction has committed and only then. */
    void announce(OrderEvent.Announced fact);
}
