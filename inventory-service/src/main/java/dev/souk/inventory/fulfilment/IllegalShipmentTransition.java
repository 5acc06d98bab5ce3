package dev.souk.inventory.fulfilment;

/** A shipment can not become this now. */
public final class IllegalShipmentTransition extends RuntimeException {

    IllegalShipmentTransition(ShipmentId shipment, ShipmentStatus from, ShipmentStatus to) {
        super("Shipment " + shipment + " is " + from + " and cannot become " + to);
    }
}
