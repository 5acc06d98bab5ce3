package dev.souk.inventory.fulfilment;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** A shipment, by its UUIDv7. */
public record ShipmentId(UUID value) {

    static ShipmentId next() {
        return new ShipmentId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
