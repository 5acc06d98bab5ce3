package dev.souk.inventory.stock;

/** A text is no code of a warehouse. */
public final class InvalidWarehouse extends RuntimeException {

    InvalidWarehouse() {
        super("A warehouse's code is 1 to 32 capital letters, digits and hyphens");
    }
}
