package dev.souk.inventory.stock;

import java.util.List;

/** Where changed levels are announced, in the transaction that changes them: one fact of a kind per SKU and transaction. */
public interface StockEvents {

    void announceLevels(List<StockLevelChanged> changes);

    void announceLow(List<StockRunningLow> news);
}
