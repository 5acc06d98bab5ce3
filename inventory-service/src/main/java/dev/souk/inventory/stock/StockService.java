package dev.souk.inventory.stock;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import com.github.f4b6a3.uuid.UuidCreator;

/** What operators do with stock, and what everybody may ask. Each method is one transaction. */
@Service
@Transactional
public class StockService {

    private final StockRepository stock;
    private final Warehouses warehouses;
    private final Thresholds thresholds;
    private final StockLocks locks;
    private final StockEvents events;
    private final Clock clock;

    StockService(StockRepository stock, Warehouses warehouses, Thresholds thresholds, StockLocks locks,
            StockEvents events, Clock clock) {
        this.stock = stock;
        this.warehouses = warehouses;
        this.thresholds = thresholds;
        this.locks = locks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Adds each supply to the stock of the warehouse, unless the same SKU was supplied under this reference before: sending it
     * again is safe.
     *
     * @param reference names the delivery
     * @param supplies  each SKU once
     * @throws UnknownWarehouse when there is none
     * @throws TooMuchStock     when of one SKU too many pieces would have been supplied in all
     */
    public SupplyOutcome supply(String reference, Warehouse warehouse, List<Supply> supplies, UUID operator) {
        warehouses.require(warehouse);
        var fresh = stock.record(reference, warehouse, supplies, operator, clock.instant());
        var skus = fresh.stream().map(Supply::sku).toList();
        stock.register(skus, warehouse);
        var shelves = locks.lock(skus);
        fresh.forEach(supply -> shelves.adjust(supply.sku(), warehouse, supply.quantity()));
        locks.store(shelves);
        return new SupplyOutcome(fresh.size(), supplies.size() - fresh.size());
    }

    /**
     * Corrects the stock, for example after counting the shelves.
     *
     * @throws UnknownWarehouse  when there is none
     * @throws InsufficientStock when more would be taken away than are available in the warehouse
     * @throws TooMuchStock      when too many pieces would have been supplied in all
     */
    public StockSummary adjust(Sku sku, Adjustment adjustment, UUID operator) {
        warehouses.require(adjustment.warehouse());
        stock.register(List.of(sku), adjustment.warehouse());
        var shelves = locks.lock(List.of(sku));
        shelves.adjust(sku, adjustment.warehouse(), adjustment.delta());
        locks.store(shelves);
        stock.record(sku, adjustment, "adjustment:" + UuidCreator.getTimeOrderedEpoch(), operator, clock.instant());
        return of(sku);
    }

    /**
     * Sets from when on a SKU runs low. It is said at once when it does already, and was not said before.
     *
     * @param pieces 0 to be told no more
     * @throws UnknownSku when it was never supplied
     */
    public void watch(Sku sku, long pieces, UUID operator) {
        of(sku);
        var shelves = locks.lock(List.of(sku));
        long available = shelves.available(sku);
        if (pieces == 0) {
            thresholds.remove(sku);
            return;
        }
        var threshold = new Threshold(sku, pieces, false).at(available);
        thresholds.set(threshold, operator, clock.instant());
        if (threshold.low() && !shelves.threshold(sku).map(Threshold::low).orElse(false)) {
            events.announceLow(List.of(new StockRunningLow(sku, available, pieces)));
        }
    }

    /** @throws UnknownSku when it was never supplied */
    @Transactional(readOnly = true)
    public StockSummary of(Sku sku) {
        return stock.find(sku).orElseThrow(() -> new UnknownSku(sku));
    }

    /** SKUs of which fewer than {@code threshold} pieces are available, by SKU. */
    @Transactional(readOnly = true)
    public List<StockSummary> below(long threshold, @Nullable Sku after, int limit) {
        return stock.findBelow(threshold, after, limit);
    }

    /** SKUs of which fewer pieces are available than their own threshold says, by SKU. */
    @Transactional(readOnly = true)
    public List<StockSummary> low(@Nullable Sku after, int limit) {
        return stock.findLow(after, limit);
    }

    /** Those of the SKUs that were ever supplied, by SKU. */
    @Transactional(readOnly = true)
    public List<StockSummary> of(Collection<Sku> skus) {
        return stock.find(skus);
    }

    /** The goods of one SKU in each warehouse that ever had some, the main one first. */
    @Transactional(readOnly = true)
    public List<StockLevel> levels(Sku sku) {
        return stock.levels(sku);
    }

    /** From when on the SKU runs low; empty when nobody wants to know. */
    @Transactional(readOnly = true)
    public Optional<Threshold> threshold(Sku sku) {
        return thresholds.find(sku);
    }

    /**
     * Every change of what was supplied of a SKU, the newest first.
     *
     * @throws UnknownSku when it was never supplied
     */
    @Transactional(readOnly = true)
    public List<SupplyEntry> supplies(Sku sku, SupplyEntry.Position before, int limit) {
        of(sku);
        return stock.supplies(sku, before, limit);
    }
}
