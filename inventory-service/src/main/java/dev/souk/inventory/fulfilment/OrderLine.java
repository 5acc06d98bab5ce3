package dev.souk.inventory.fulfilment;

import dev.souk.inventory.stock.Sku;

/** Pieces of one SKU, as ordered or as shipped. */
public record OrderLine(Sku sku, long quantity) {

    public OrderLine {
        if (quantity < 1) {
            throw new IllegalArgumentException("A line has at least 1 piece of " + sku + ", not " + quantity);
        }
    }
}
