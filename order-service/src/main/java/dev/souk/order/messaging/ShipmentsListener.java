package dev.souk.order.messaging;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.Trigger;

/** What becomes of a confirmed order's goods. */
@Component
class ShipmentsListener {

    record ShipmentCreated(UUID orderId) {}

    record ShipmentDispatched(UUID orderId) {}

    /** @param remaining parcels that the shopper does not have yet; null in messages of before there were several: none */
    record ShipmentDelivered(UUID orderId, @Nullable Integer remaining) {

        boolean isLast() {
            return remaining == null || remaining == 0;
        }
    }

    record ShipmentCancelled(UUID orderId) {}

    record ShipmentCancellationRefused(UUID orderId, String reason) {}

    private final OrderService orders;

    ShipmentsListener(OrderService orders) {
        this.orders = orders;
    }

    void shipmentCreated(ShipmentCreated message) {
        answer(message.orderId(), new Trigger.ShipmentCreated());
    }

    void shipmentDispatched(ShipmentDispatched message) {
        answer(message.orderId(), new Trigger.ShipmentDispatched());
    }

    void shipmentDelivered(ShipmentDelivered message) {
        // of an order in several parcels only the last one delivers the order; the others tell that something has left
        answer(message.orderId(),
                message.isLast() ? new Trigger.ShipmentDelivered() : new Trigger.ShipmentDispatched());
    }

    void shipmentCancelled(ShipmentCancelled message) {
        answer(message.orderId(), new Trigger.ShipmentCancelled());
    }

    void shipmentCancellationRefused(ShipmentCancellationRefused message) {
        answer(message.orderId(), new Trigger.ShipmentCancellationRefused(message.reason()));
    }

    private void answer(UUID orderId, Trigger trigger) {
        orders.answer(new OrderId(orderId), trigger);
    }
}
