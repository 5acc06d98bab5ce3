package dev.souk.order.messaging;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderService.Told;
import dev.souk.order.checkout.Trigger;

/** What becomes of a confirmed order's goods. */
@Component
class ShipmentsListener {

    record ShipmentCreated(UUID orderId) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.ShipmentCreated());
        }
    }

    record ShipmentDispatched(UUID orderId) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.ShipmentDispatched());
        }
    }

    /** @param remaining parcels that the shopper does not have yet; null in messages of before there were several: none */
    record ShipmentDelivered(UUID orderId, @Nullable Integer remaining) {

        /** Of an order in several parcels only the last one delivers the order; the others tell that something has left. */
        Told told() {
            boolean isLast = remaining == null || remaining == 0;
            return new Told(new OrderId(orderId),
                    isLast ? new Trigger.ShipmentDelivered() : new Trigger.ShipmentDispatched());
        }
    }

    record ShipmentCancelled(UUID orderId) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.ShipmentCancelled());
        }
    }

    record ShipmentCancellationRefused(UUID orderId, String reason) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.ShipmentCancellationRefused(reason));
        }
    }

    private final OrderService orders;

    ShipmentsListener(OrderService orders) {
        this.orders = orders;
    }

    void take(List<IncomingMessage> messages) {
        orders.answer(messages.stream().flatMap(ShipmentsListener::told).toList());
    }

    private static Stream<Told> told(IncomingMessage message) {
        return switch (message.type()) {
            case "ShipmentCreated" -> Stream.of(message.data(ShipmentCreated.class).told());
            case "ShipmentDispatched" -> Stream.of(message.data(ShipmentDispatched.class).told());
            case "ShipmentDelivered" -> Stream.of(message.data(ShipmentDelivered.class).told());
            case "ShipmentCancelled" -> Stream.of(message.data(ShipmentCancelled.class).told());
            case "ShipmentCancellationRefused" -> Stream.of(message.data(ShipmentCancellationRefused.class).told());
            default -> Stream.empty();
        };
    }
}
