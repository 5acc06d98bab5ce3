package dev.souk.inventory.stock;

/** Goods are to come to a warehouse that does not exist. */
public final class UnknownWarehouse extends RuntimeException {

    UnknownWarehouse(Warehouse warehouse) {
        super("There is no warehouse " + warehouse + ": name one of the list, or create it");
    }
}
