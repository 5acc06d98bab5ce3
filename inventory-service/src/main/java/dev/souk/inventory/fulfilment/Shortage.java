package dev.souk.inventory.fulfilment;

import dev.souk.inventory.stock.Sku;

/** A line that could not be held. */
public record Shortage(Sku sku, long requested, long available) {}
