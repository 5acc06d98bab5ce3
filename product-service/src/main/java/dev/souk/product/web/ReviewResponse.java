package dev.souk.product.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.souk.product.review.Review;
import dev.souk.product.review.ReviewStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review as everybody reads it.
 *
 * @param title null when it has none, as is {@code text}
 * @param author the name that the shopper has chosen
 * @param status only for its shopper and for operators, as is {@code rejectionReason}
 */
record ReviewResponse(UUID id, UUID productId, @Schema(example = "4") int rating, @Nullable String title,
        @Nullable String text, @Schema(example = "Ada L.") String author, Instant createdAt, Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReviewStatus status,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String rejectionReason) {

    private static final String NO_NAME = "A shopper";

    static ReviewResponse forAll(Review review) {
        return of(review, null, null);
    }

    static ReviewResponse forItsShopper(Review review) {
        return of(review, review.status(), review.rejectionReason());
    }

    private static ReviewResponse of(Review review, @Nullable ReviewStatus status, @Nullable String rejectionReason) {
        return new ReviewResponse(review.id(), review.product().value(), review.content().rating(),
                review.content().title(), review.content().text(),
                Objects.requireNonNullElse(review.content().author(), NO_NAME), review.createdAt(),
                review.updatedAt(), status, rejectionReason);
    }
}
