package dev.souk.payment.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * A movement of which our ledger and the provider's statement do not say the same. Amounts are positive towards us, negative
 * back to the shopper.
 *
 * @param day (UTC) on which it was found to differ
 * @param reference the provider's name of the movement
 * @param orderId null when we do not know the movement
 * @param resolvedAt since when both say the same, or an operator has seen to it; null while neither is so
 * @param resolvedBy the operator; null unless one has seen to it
 * @param note what the operator found
 */
public record Difference(long id, LocalDate day, Kind kind, String reference, @Nullable UUID orderId,
        @Nullable Money ours, @Nullable Money theirs, Instant foundAt, @Nullable Instant resolvedAt,
        @Nullable UUID resolvedBy, @Nullable String note) {

    /** In what they differ. */
    public enum Kind {
        /** The provider moved what our ledger does not have. */
        MISSING_HERE,
        /** Our ledger has what the provider did not move. */
        MISSING_AT_PROVIDER,
        AMOUNT,
        CURRENCY
    }
}
