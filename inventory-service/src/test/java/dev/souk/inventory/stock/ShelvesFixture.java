package dev.souk.inventory.stock;

import java.util.Arrays;
import java.util.List;

/** Shelves without a database. */
public final class ShelvesFixture {

    private ShelvesFixture() {
    }

    /** Freshly supplied pieces in the main warehouse. */
    static StockLevel supplied(String sku, long quantity) {
        return supplied(sku, Warehouse.MAIN, quantity);
    }

    static StockLevel supplied(String sku, Warehouse warehouse, long quantity) {
        return new StockLevel(new Sku(sku), warehouse, quantity, 0, 0, quantity, 1);
    }

    /** Pieces in the main warehouse. */
    public static Shelves with(String sku, long quantity) {
        return with(supplied(sku, quantity));
    }

    public static Shelves with(String sku, long quantity, String otherSku, long otherQuantity) {
        return with(supplied(sku, quantity), supplied(otherSku, otherQuantity));
    }

    static Shelves with(StockLevel... levels) {
        return new Shelves(Arrays.asList(levels), List.of());
    }

    /** Available, reserved and sold in the main warehouse. */
    public static List<Long> counts(Shelves shelves, String sku) {
        var level = shelves.level(new Sku(sku), Warehouse.MAIN);
        return List.of(level.available(), level.reserved(), level.sold());
    }

    /** No pieces, but all rows. */
    public static Shelves empty(List<Sku> skus, List<Warehouse> warehouses) {
        return new Shelves(skus.stream()
                .flatMap(sku -> warehouses.stream().map(warehouse -> supplied(sku.value(), warehouse, 0))).toList(),
                List.of());
    }

    public static List<StockLevel> levels(Shelves shelves, Sku sku) {
        return shelves.of(sku);
    }

    public static void adjust(Shelves shelves, Sku sku, Warehouse warehouse, long delta) {
        shelves.adjust(sku, warehouse, delta);
    }
}
