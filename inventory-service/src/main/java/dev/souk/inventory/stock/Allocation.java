package dev.souk.inventory.stock;

/** Pieces of one SKU taken from one warehouse. */
public record Allocation(Sku sku, Warehouse warehouse, long quantity) {}
