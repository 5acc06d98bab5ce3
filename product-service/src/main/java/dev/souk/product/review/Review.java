package dev.souk.product.review;

import dev.souk.product.catalogue.ProductId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one shopper says of one product.
 *
 * @param shopperId null when the account is gone
 * @param rejectionReason null unless it is rejected
 * @param version counts the edits and decisions
 * @param updatedAt of the last edit
 */
public record Review(UUID id, ProductId product, @Nullable UUID shopperId, ReviewContent content, ReviewStatus status,
        @Nullable String rejectionReason, long version, Instant createdAt, Instant updatedAt) {

    public boolean isApproved() {
        return status == ReviewStatus.APPROVED;
    }

    public boolean isBy(@Nullable UUID shopper) {
        return shopper != null && Objects.equals(shopper, shopperId);
    }

    /** It waits for the operators again: what they have approved were other words. */
    Review edit(ReviewContent edited, Instant now) {
        return new Review(id, product, shopperId, edited, ReviewStatus.PENDING, null, version + 1, createdAt, now);
    }

    Review approve() {
        return new Review(id, product, shopperId, content, ReviewStatus.APPROVED, null, version + 1, createdAt,
                updatedAt);
    }

    Review reject(String reason) {
        return new Review(id, product, shopperId, content, ReviewStatus.REJECTED, reason, version + 1, createdAt,
                updatedAt);
    }
}
