package dev.souk.inventory.stock;

/** Why the number of pieces that were ever supplied changes. */
public enum SupplyReason {

    /** Goods came in. */
    DELIVERY,
    /** Goods were broken. */
    DAMAGE,
    /** Goods were stolen. */
    THEFT,
    /** Somebody has counted, and found more or fewer. */
    COUNT,
    /** As the note says. */
    OTHER;

    /** Whether pieces can come, or go, for this reason. */
    boolean explains(long delta) {
        return switch (this) {
            case DELIVERY -> delta > 0;
            case DAMAGE, THEFT -> delta < 0;
            case COUNT, OTHER -> delta != 0;
        };
    }
}
