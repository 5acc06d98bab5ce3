package dev.souk.inventory.stock;

/** Goods cannot come, or go, for that reason. */
public final class UnexplainedAdjustment extends RuntimeException {

    UnexplainedAdjustment(SupplyReason reason, long delta) {
        super(switch (reason) {
            case DELIVERY -> "must be positive: goods come in with a DELIVERY";
            case DAMAGE, THEFT -> "must be negative: goods are lost by " + reason;
            case COUNT, OTHER -> "must not be " + delta;
        });
    }
}
