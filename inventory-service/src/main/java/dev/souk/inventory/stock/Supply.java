package dev.souk.inventory.stock;

/**
 * Goods that came into a warehouse.
 *
 * @param quantity pieces; 0 makes a SKU known before its goods arrive
 */
public record Supply(Sku sku, long quantity) {

    /** More than any warehouse holds of one SKU: keeps sums far from overflow, and catches slips of the keyboard. */
    public static final long LIMIT = 1_000_000;

    public Supply {
        if (quantity < 0 || quantity > LIMIT) {
            throw new IllegalArgumentException("A supply is 0 to " + LIMIT + " pieces, not " + quantity);
        }
    }
}
