package dev.souk.inventory.fulfilment;

/** How far a shipment is. */
public enum ShipmentStatus {

    PREPARING,
    DISPATCHED,
    DELIVERED,
    CANCELLED;

    boolean canBecome(ShipmentStatus next) {
        return switch (this) {
            case PREPARING -> next == DISPATCHED || next == CANCELLED;
            case DISPATCHED -> next == DELIVERED;
            case DELIVERED, CANCELLED -> false;
        };
    }

    boolean hasLeft() {
        return this == DISPATCHED || this == DELIVERED;
    }
}
