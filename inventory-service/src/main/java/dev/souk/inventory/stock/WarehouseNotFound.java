package dev.souk.inventory.stock;

/** There is no warehouse of this code. */
public final class WarehouseNotFound extends RuntimeException {

    WarehouseNotFound(Warehouse warehouse) {
        super("There is no warehouse " + warehouse);
    }
}
