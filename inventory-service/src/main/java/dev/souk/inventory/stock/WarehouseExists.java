package dev.souk.inventory.stock;

/** A warehouse's code is given out once. */
public final class WarehouseExists extends RuntimeException {

    WarehouseExists(Warehouse warehouse) {
        super("There is a warehouse " + warehouse + " already: choose another code, or rename that one");
    }
}
