package dev.souk.inventory.stock;

/** A warehouse and what people call it. */
public record NamedWarehouse(Warehouse warehouse, String name) {}
