package dev.souk.inventory.fulfilment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.inventory.stock.Warehouse;

/**
 * The goods of one order that leave from one warehouse.
 *
 * @param dispatchedBy the operator who said so; null before, and of shipments from before it was written down
 * @param deliveredBy the operator who said so; as above
 */
public record Shipment(ShipmentId id, OrderId orderId, UUID userId, Warehouse warehouse, ShipmentStatus status,
        List<OrderLine> lines, Tracking tracking, Instant createdAt, @Nullable Instant dispatchedAt,
        @Nullable UUID dispatchedBy, @Nullable Instant deliveredAt, @Nullable UUID deliveredBy) {

    /** How the shopper can follow the parcel. */
    public record Tracking(@Nullable String carrier, @Nullable String trackingNumber) {

        static final Tracking NONE = new Tracking(null, null);
    }

    static Shipment prepare(OrderId orderId, UUID userId, Warehouse warehouse, List<OrderLine> lines, Instant now) {
        return new Shipment(ShipmentId.next(), orderId, userId, warehouse, ShipmentStatus.PREPARING, lines,
                Tracking.NONE, now, null, null, null, null);
    }

    /** @throws IllegalShipmentTransition unless it is being prepared */
    Shipment dispatch(Tracking tracking, UUID operator, Instant now) {
        requireCanBecome(ShipmentStatus.DISPATCHED);
        return new Shipment(id, orderId, userId, warehouse, ShipmentStatus.DISPATCHED, lines, tracking, createdAt, now,
                operator, null, null);
    }

    /** @throws IllegalShipmentTransition unless it is dispatched */
    Shipment deliver(UUID operator, Instant now) {
        requireCanBecome(ShipmentStatus.DELIVERED);
        return new Shipment(id, orderId, userId, warehouse, ShipmentStatus.DELIVERED, lines, tracking, createdAt,
                dispatchedAt, dispatchedBy, now, operator);
    }

    /** @throws IllegalShipmentTransition when it has left the warehouse */
    Shipment cancel() {
        requireCanBecome(ShipmentStatus.CANCELLED);
        return new Shipment(id, orderId, userId, warehouse, ShipmentStatus.CANCELLED, lines, tracking, createdAt, null,
                null, null, null);
    }

    private void requireCanBecome(ShipmentStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalShipmentTransition(id, status, next);
        }
    }
}
