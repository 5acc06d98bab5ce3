package dev.souk.inventory.stock;

/** A SKU has fallen below its threshold; said again only after it has recovered. */
public record StockRunningLow(Sku sku, long available, long threshold) {}
