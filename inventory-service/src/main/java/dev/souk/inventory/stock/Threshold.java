package dev.souk.inventory.stock;

/**
 * From when on a SKU runs low.
 *
 * @param pieces the SKU runs low when fewer are available
 * @param low    whether that has been said: it is not said again before the stock has recovered
 */
public record Threshold(Sku sku, long pieces, boolean low) {

    /** More than this is asked of nobody's shelves. */
    public static final long LIMIT = Supply.LIMIT;

    boolean isAbove(long available) {
        return available < pieces;
    }

    Threshold at(long available) {
        return new Threshold(sku, pieces, isAbove(available));
    }
}
