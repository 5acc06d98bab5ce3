package dev.souk.inventory.stock;

/** The goods of one SKU, summed over all warehouses. */
public record StockSummary(Sku sku, long available, long reserved, long sold, long supplied) {

    /** What lies on the shelves: free or promised, but not yet sent out. */
    public long onHand() {
        return available + reserved;
    }
}
