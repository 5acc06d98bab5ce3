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
import dev.souk.order.returns.ReturnService;

/** What becomes of a confirmed order's goods. */
@Component
class ShipmentsListener {

    record ShipmentCreated(UUID orderId) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.ShipmentCreated());
        }
    }

    /** @param lines null in messages of before it was told what has left */
    record ShipmentDispatched(UUID orderId, UUID shipmentId, @Nullable List<Line> lines) {

        record Line(String sku, int quantity) {}

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
    private final ReturnService returns;

    ShipmentsListener(OrderService orders, ReturnService returns) {
        this.orders = orders;
        this.returns = returns;
    }

    void take(List<IncomingMessage> messages) {
        orders.answer(messages.stream().flatMap(ShipmentsListener::told).toList());
        messages.stream().filter(message -> message.type().equals("ShipmentDispatched"))
                .map(message -> message.data(ShipmentDispatched.class)).forEach(this::rememberSent);
    }

    private void rememberSent(ShipmentDispatched dispatched) {
        if (dispatched.lines() != null) {
            returns.sent(new OrderId(dispatched.orderId()), dispatched.shipmentId(), dispatched.lines().stream()
                    .map(line -> new ReturnService.Pieces(line.sku(), line.quantity())).toList());
        }
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
