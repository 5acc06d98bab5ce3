package dev.souk.inventory.fulfilment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.inventory.stock.Warehouse;

/** The goods of one order that leave from one warehouse. */
public record Shipment(ShipmentId id, OrderId orderId, UUID userId, Warehouse warehouse, ShipmentStatus status,
        List<OrderLine> lines, Tracking tracking, Instant createdAt, @Nullable Instant dispatchedAt,
        @Nullable Instant deliveredAt) {

    /** How the shopper can follow the parcel. */
    public record Tracking(@Nullable String carrier, @Nullable String trackingNumber) {

        static final Tracking NONE = new Tracking(null, null);
    }

    static Shipment prepare(OrderId orderId, UUID userId, Warehouse warehouse, List<OrderLine> lines, Instant now) {
        return new Shipment(ShipmentId.next(), orderId, userId, warehouse, ShipmentStatus.PREPARING, lines,
                Tracking.NONE, now, null,
                null);
    }

    /** @throws IllegalShipmentTransition unless it is being prepared */
    Shipment dispatch(Tracking tracking, Instant now) {
        return become(ShipmentStatus.DISPATCHED, tracking, now, null);
    }

    /** @throws IllegalShipmentTransition unless it is dispatched */
    Shipment deliver(Instant now) {
        return become(ShipmentStatus.DELIVERED, tracking, dispatchedAt, now);
    }

    /** @throws IllegalShipmentTransition when it has left the warehouse */
    Shipment cancel() {
        return become(ShipmentStatus.CANCELLED, tracking, dispatchedAt, deliveredAt);
    }

    private Shipment become(ShipmentStatus next, Tracking tracking, @Nullable Instant dispatchedAt,
            @Nullable Instant deliveredAt) {
        if (!status.canBecome(next)) {
            throw new IllegalShipmentTransition(id, status, next);
        }
        return new Shipment(id, orderId, userId, warehouse, next, lines, tracking, createdAt, dispatchedAt,
                deliveredAt);
    }
}
