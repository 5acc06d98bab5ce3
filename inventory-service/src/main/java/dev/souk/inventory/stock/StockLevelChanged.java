package dev.souk.inventory.stock;

/**
 * How many pieces of a SKU can be ordered now.
 *
 * @param version grows with every change of this SKU: of two facts, the higher one is the later one
 */
public record StockLevelChanged(Sku sku, long available, long version) {}
