package dev.souk.order.checkout;

import java.util.List;

/** Where the order's facts go, so that the rules need not know Kafka. */
@FunctionalInterface
public interface OrderAnnouncements {

    /** Tells the other services, once the current transaction has committed and only then; in this order. */
    void announce(List<OrderEvent.Announced> facts);
}
