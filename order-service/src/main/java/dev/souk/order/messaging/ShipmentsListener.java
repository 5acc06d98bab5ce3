package dev.souk.order.messaging;

import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.Trigger;

/** What becomes of a confirmed order's goods. */
@Component
class ShipmentsListener {

    record ShipmentCreated(UUID orderId) {}

    record ShipmentDispatched(UUID orderId) {}

    record ShipmentDelivered(UUID orderId) {}

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
        answer(message.orderId(), new Trigger.ShipmentDelivered());
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
