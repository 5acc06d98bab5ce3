package dev.souk.inventory.fulfilment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.inventory.stock.Allocation;
import dev.souk.inventory.stock.Warehouse;

/** What happened to the goods of an order. */
public sealed interface FulfilmentEvent {

    OrderId orderId();

    record StockReserved(OrderId orderId, List<Allocation> lines, Instant expiresAt) implements FulfilmentEvent {}

    record StockRejected(OrderId orderId, List<Shortage> shortages) implements FulfilmentEvent {}

    record StockReleased(OrderId orderId, List<Allocation> lines) implements FulfilmentEvent {}

    record ShipmentCreated(ShipmentId shipmentId, OrderId orderId, UUID userId, Warehouse warehouse,
            List<OrderLine> lines,
            Instant createdAt) implements FulfilmentEvent {}

    record ShipmentDispatched(ShipmentId shipmentId, OrderId orderId, UUID userId, Instant dispatchedAt,
            @Nullable String carrier, @Nullable String trackingNumber,
            List<OrderLine> lines) implements FulfilmentEvent {}

    /** @param remaining shipments of the order that the shopper does not have yet */
    record ShipmentDelivered(ShipmentId shipmentId, OrderId orderId, UUID userId, Instant deliveredAt, int remaining)
            implements
                FulfilmentEvent {}

    /** Nothing of the order was or will be sent; its goods are back on the shelves. */
    record ShipmentCancelled(OrderId orderId, Instant cancelledAt) implements FulfilmentEvent {}

    record ShipmentCancellationRefused(OrderId orderId, String reason) implements FulfilmentEvent {}
}
