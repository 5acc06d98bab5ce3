package dev.souk.notification.domain;

import dev.souk.common.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something about an order that its shopper wants to know. */
public sealed interface OrderNews {

    OrderId orderId();

    /** What the news is about within the order; the same news of another subject is told too, of the same one only once. */
    UUID subject();

    /** News of the order as a whole. */
    sealed interface OfOrder extends OrderNews {

        @Override
        default UUID subject() {
            return orderId().value();
        }
    }

    record Received(OrderId orderId, Money total) implements OfOrder {}

    record Confirmed(OrderId orderId) implements OfOrder {}

    record Cancelled(OrderId orderId, CancellationReason reason) implements OfOrder {}

    /** One parcel is on its way; an order may come in several. */
    record Shipped(OrderId orderId, UUID shipment, @Nullable String carrier, @Nullable String trackingNumber)
            implements
                OrderNews {

        @Override
        public UUID subject() {
            return shipment;
        }
    }

    /** The shopper has the last parcel. */
    record Delivered(OrderId orderId) implements OfOrder {}

    /** A try to pay failed and another is possible. */
    record PaymentDeclined(OrderId orderId, UUID payment) implements OrderNews {

        @Override
        public UUID subject() {
            return payment;
        }
    }
}
