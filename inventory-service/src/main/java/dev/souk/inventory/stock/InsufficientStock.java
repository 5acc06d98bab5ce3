package dev.souk.inventory.stock;

/** More goods were asked for, or taken away, than are available. */
public final class InsufficientStock extends RuntimeException {

    InsufficientStock(Sku sku, long quantity, long available) {
        super("Of " + sku + " only " + available + " are available, not " + quantity);
    }
}
