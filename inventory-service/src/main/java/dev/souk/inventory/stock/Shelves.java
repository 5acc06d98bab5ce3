package dev.souk.inventory.stock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The stock that one transaction has locked. Everything that happens in the transaction is worked out here, one thing after
 * the other; {@link StockLocks#store} then writes each changed row once, however many orders took from it.
 */
public final class Shelves {

    private final SortedMap<Sku, SortedMap<Warehouse, StockLevel>> levels = new TreeMap<>();
    private final SortedSet<Sku> changed = new TreeSet<>();

    Shelves(Collection<StockLevel> locked) {
        locked.forEach(this::put);
    }

    /** How many pieces can be held; 0 for a SKU that was never supplied. */
    public long available(Sku sku) {
        return of(sku).stream().mapToLong(StockLevel::available).sum();
    }

    /**
     * Holds pieces of one SKU, from as few warehouses as the order of warehouses allows.
     *
     * @throws InsufficientStock when fewer are available; nothing is held then
     */
    public List<Allocation> hold(Sku sku, long quantity) {
        if (available(sku) < quantity) {
            throw new InsufficientStock(sku, quantity, available(sku));
        }
        var allocations = new ArrayList<Allocation>();
        long missing = quantity;
        for (StockLevel level : of(sku)) {
            long taken = Math.min(missing, level.available());
            if (taken > 0) {
                change(level.hold(taken));
                allocations.add(new Allocation(sku, level.warehouse(), taken));
                missing -= taken;
            }
        }
        return allocations;
    }

    /** Held goods become available again. */
    public void release(Allocation held) {
        change(at(held).release(held.quantity()));
    }

    /** Held goods are sold. */
    public void sell(Allocation held) {
        change(at(held).sell(held.quantity()));
    }

    /** Sold goods that never left the warehouse, or came back to it, become available again. */
    public void putBack(Allocation sold) {
        change(at(sold).putBack(sold.quantity()));
    }

    /** @throws InsufficientStock when a negative delta takes away more than is available */
    void adjust(Sku sku, Warehouse warehouse, long delta) {
        change(level(sku, warehouse).supply(delta));
    }

    /** All rows of each changed SKU. */
    List<StockLevel> changedLevels() {
        return changed.stream().flatMap(sku -> of(sku).stream()).toList();
    }

    /**
     * One fact per changed SKU. Its version is the sum over the warehouses: all rows of a SKU are locked together, so the
     * sum grows with every transaction.
     */
    List<StockLevelChanged> facts() {
        return changed.stream().map(sku -> new StockLevelChanged(sku, available(sku),
                of(sku).stream().mapToLong(StockLevel::version).sum())).toList();
    }

    private Collection<StockLevel> of(Sku sku) {
        return List.copyOf(levels.getOrDefault(sku, new TreeMap<>()).values());
    }

    private StockLevel at(Allocation allocation) {
        return level(allocation.sku(), allocation.warehouse());
    }

    StockLevel level(Sku sku, Warehouse warehouse) {
        var level = levels.getOrDefault(sku, new TreeMap<>()).get(warehouse);
        if (level == null) {
            throw new IllegalStateException(sku + " was not locked: lock all SKUs of a transaction at once");
        }
        return level;
    }

    private void change(StockLevel level) {
        put(level);
        changed.add(level.sku());
    }

    private void put(StockLevel level) {
        levels.computeIfAbsent(level.sku(), _ -> new TreeMap<>()).put(level.warehouse(), level);
    }
}
