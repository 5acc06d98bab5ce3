package dev.souk.inventory.stock;

import org.jspecify.annotations.Nullable;

/**
 * A correction of the stock of one SKU in one warehouse.
 *
 * @param delta pieces: negative when goods were lost
 * @param note  the operator's own words
 */
public record Adjustment(Warehouse warehouse, long delta, SupplyReason reason, @Nullable String note) {

    /** @throws UnexplainedAdjustment when the reason explains no such delta */
    public Adjustment {
        if (!reason.explains(delta)) {
            throw new UnexplainedAdjustment(reason, delta);
        }
    }
}
