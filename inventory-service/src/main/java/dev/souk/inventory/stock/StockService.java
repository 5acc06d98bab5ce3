package dev.souk.inventory.stock;

import java.time.Clock;
import java.util.List;
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
    private final StockLocks locks;
    private final StockEvents events;
    private final Clock clock;

    StockService(StockRepository stock, StockLocks locks, StockEvents events, Clock clock) {
        this.stock = stock;
        this.locks = locks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Adds each supply to the stock of the main warehouse, unless the same SKU was supplied under this reference before:
     * sending it again is safe.
     *
     * @param reference names the delivery, and is its reason
     * @param supplies each SKU once
     */
    public SupplyOutcome supply(String reference, List<Supply> supplies, UUID operator) {
        var changes = stock.supply(reference, supplies, operator, clock.instant());
        events.announceLevels(changes);
        return new SupplyOutcome(changes.size(), supplies.size() - changes.size());
    }

    /**
     * Corrects the stock of the main warehouse, for example after counting the shelves.
     *
     * @param delta pieces; negative when goods were lost
     * @throws InsufficientStock when more would be taken away than are available
     */
    public StockSummary adjust(Sku sku, long delta, String reason, UUID operator) {
        stock.register(sku, Warehouse.MAIN);
        var shelves = locks.lock(List.of(sku));
        shelves.adjust(sku, Warehouse.MAIN, delta);
        locks.store(shelves);
        stock.record("adjustment:" + UuidCreator.getTimeOrderedEpoch(), reason, sku, Warehouse.MAIN, delta, operator,
                clock.instant());
        return of(sku);
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
}
