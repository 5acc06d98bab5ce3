package dev.souk.inventory.stock;

/** More of a SKU would have been supplied than anybody can mean. */
public final class TooMuchStock extends RuntimeException {

    /** Pieces of one SKU over all warehouses: what {@code StockLevelChanged} promises never to exceed. */
    static final long LIMIT = 1_000_000_000;

    TooMuchStock(Sku sku) {
        super("Of " + sku + " more than " + LIMIT + " pieces would have been supplied in all: check the quantity");
    }
}
