package dev.souk.inventory.stock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final SortedMap<Sku, Threshold> thresholds = new TreeMap<>();
    private final SortedSet<Sku> changed = new TreeSet<>();

    Shelves(Collection<StockLevel> locked, Collection<Threshold> thresholds) {
        locked.forEach(this::put);
        thresholds.forEach(threshold -> this.thresholds.put(threshold.sku(), threshold));
    }

    /** How many pieces can be held; 0 for a SKU that was never supplied. */
    public long available(Sku sku) {
        return of(sku).stream().mapToLong(StockLevel::available).sum();
    }

    /**
     * Holds all of this or nothing. A warehouse that has everything serves it alone; else each line comes from one that has all
     * of the line, if there is one, and rather from one that another line comes from already. Of equals the first one is taken.
     *
     * @param wanted pieces by SKU
     * @throws InsufficientStock when of one SKU fewer are available
     */
    public List<Allocation> hold(Map<Sku, Long> wanted) {
        wanted.forEach((sku, quantity) -> {
            if (available(sku) < quantity) {
                throw new InsufficientStock(sku, quantity, available(sku));
            }
        });
        var parcels = new HashSet<Warehouse>();
        withAllOf(wanted).ifPresent(parcels::add);
        var allocations = new ArrayList<Allocation>();
        wanted.forEach((sku, quantity) -> {
            long missing = quantity;
            for (StockLevel level : bestFirst(sku, quantity, parcels)) {
                long taken = Math.min(missing, level.available());
                if (taken > 0) {
                    change(level.hold(taken));
                    allocations.add(new Allocation(sku, level.warehouse(), taken));
                    parcels.add(level.warehouse());
                    missing -= taken;
                }
            }
        });
        return allocations;
    }

    private Optional<Warehouse> withAllOf(Map<Sku, Long> wanted) {
        return wanted.keySet().stream().limit(1).flatMap(sku -> of(sku).stream()).map(StockLevel::warehouse)
                .filter(warehouse -> wanted.entrySet().stream()
                        .allMatch(line -> of(line.getKey()).stream().anyMatch(level -> level.warehouse()
                                .equals(warehouse) && level.available() >= line.getValue())))
                .findFirst();
    }

    private List<StockLevel> bestFirst(Sku sku, long quantity, Set<Warehouse> parcels) {
        return of(sku).stream()
                .sorted(Comparator.comparing((StockLevel level) -> level.available() < quantity)
                        .thenComparing(level -> !parcels.contains(level.warehouse())))
                .toList();
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

    /**
     * @throws InsufficientStock when a negative delta takes away more than is available
     * @throws TooMuchStock      when more were supplied of the SKU than {@link TooMuchStock#LIMIT}
     */
    void adjust(Sku sku, Warehouse warehouse, long delta) {
        change(level(sku, warehouse).supply(delta));
        if (of(sku).stream().mapToLong(StockLevel::supplied).sum() > TooMuchStock.LIMIT) {
            throw new TooMuchStock(sku);
        }
    }

    /** From when on the SKU runs low; empty when nobody wants to know. */
    Optional<Threshold> threshold(Sku sku) {
        return Optional.ofNullable(thresholds.get(sku));
    }

    /** Thresholds of changed SKUs that were crossed, as they are now. */
    List<Threshold> crossed() {
        return changed.stream().flatMap(sku -> threshold(sku).stream())
                .filter(threshold -> threshold.low() != threshold.isAbove(available(threshold.sku())))
                .map(threshold -> threshold.at(available(threshold.sku()))).toList();
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

    /** The main warehouse first. */
    List<StockLevel> of(Sku sku) {
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
