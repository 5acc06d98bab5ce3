package dev.souk.inventory.stock;

/**
 * The goods of one SKU in one warehouse. Goods only ever move between the four counts, so that
 * {@code available + reserved + sold = supplied} always holds; a move of more than there is is refused.
 *
 * @param version grows with every change
 */
public record StockLevel(Sku sku, Warehouse warehouse, long available, long reserved, long sold, long supplied,
        long version) {

    public StockLevel {
        if (available < 0 || reserved < 0 || sold < 0 || available + reserved + sold != supplied) {
            throw new IllegalArgumentException("Stock of " + sku + " in " + warehouse + " would not add up: available "
                    + available + ", reserved " + reserved + ", sold " + sold + ", supplied " + supplied);
        }
    }

    /** What lies on the shelves: free or promised, but not yet sent out. */
    public long onHand() {
        return available + reserved;
    }

    /** @throws InsufficientStock when fewer are available */
    StockLevel hold(long quantity) {
        requireAvailable(positive(quantity));
        return with(available - quantity, reserved + quantity, sold, supplied);
    }

    StockLevel release(long quantity) {
        return with(available + positive(quantity), reserved - quantity, sold, supplied);
    }

    StockLevel sell(long quantity) {
        return with(available, reserved - positive(quantity), sold + quantity, supplied);
    }

    StockLevel putBack(long quantity) {
        return with(available + positive(quantity), reserved, sold - quantity, supplied);
    }

    /**
     * @param delta negative when goods were lost or counted too high
     * @throws InsufficientStock when more would be taken away than are available
     */
    StockLevel supply(long delta) {
        requireAvailable(-delta);
        return with(Math.addExact(available, delta), reserved, sold, Math.addExact(supplied, delta));
    }

    private StockLevel with(long available, long reserved, long sold, long supplied) {
        return new StockLevel(sku, warehouse, available, reserved, sold, supplied, version + 1);
    }

    private void requireAvailable(long quantity) {
        if (quantity > available) {
            throw new InsufficientStock(sku, quantity, available);
        }
    }

    private static long positive(long quantity) {
        if (quantity <= 0) {
            throw new IllegalArgumentException("A quantity is at least 1, not " + quantity);
        }
        return quantity;
    }
}
