package dev.souk.inventory.fulfilment;

/** There is no such shipment. */
public final class ShipmentNotFound extends RuntimeException {

    ShipmentNotFound(ShipmentId shipment) {
        super("There is no shipment " + shipment);
    }
}
