package dev.souk.inventory.stock;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One change of what was supplied of a SKU.
 *
 * @param reference names the delivery; an adjustment has one of its own
 * @param quantity  a delta
 * @param note      the operator's own words
 */
public record SupplyEntry(String reference, Warehouse warehouse, long quantity, SupplyReason reason,
        @Nullable String note, UUID suppliedBy, Instant suppliedAt) {

    /** Where in the history of a SKU an entry stands. */
    public record Position(Instant at, String reference) {

        /** After every entry. */
        public static final Position END = new Position(Instant.parse("9999-12-31T23:59:59Z"), "");
    }
}
