package dev.souk.order.flashsale;

import java.time.Instant;
import java.util.UUID;

/**
 * A flash sale of one SKU. Before it starts and after it ends the SKU is sold like any other.
 *
 * @param taken   pieces in orders that stand
 * @param version grows with every change, and with every piece that is taken or given back
 */
public record FlashSale(UUID id, String sku, Terms terms, int taken, long version, Instant createdAt, UUID createdBy,
        Instant changedAt, UUID changedBy) {

    /**
     * @param pieces  for all shoppers together
     * @param perUser for one shopper
     * @param endsAt  the first moment at which it is over
     */
    public record Terms(int pieces, int perUser, Instant startsAt, Instant endsAt) {

        /** @throws InvalidFlashSale when it would end before it starts, or has no pieces */
        public Terms {
            if (pieces < 1 || perUser < 1) {
                throw new InvalidFlashSale("A flash sale has at least one piece, and one for each shopper");
            }
            if (!endsAt.isAfter(startsAt)) {
                throw new InvalidFlashSale("A flash sale ends after it has started: let endsAt be later than startsAt");
            }
        }
    }

    boolean isOver(Instant now) {
        return !now.isBefore(terms.endsAt());
    }
}
