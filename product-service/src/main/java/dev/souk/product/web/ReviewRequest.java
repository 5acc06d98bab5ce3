package dev.souk.product.web;

import dev.souk.product.review.ReviewContent;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What a shopper says of a product. */
record ReviewRequest(@Schema(example = "4", description = "1 to 5 stars") @NotNull Integer rating,
        @Schema(example = "Keeps coffee warm", description = "At most 120 characters") @Nullable String title,
        @Schema(example = "A little heavy, but warm for an hour.", description = "Plain text, at most 5,000 characters; escape it where you show it") @Nullable String text,
        @Schema(example = "Ada L.", description = "The name that everybody sees, at most 50 characters; without it the review is by \"A shopper\"") @Nullable String author) {

    ReviewContent toContent() {
        return new ReviewContent(rating, title, text, author);
    }
}
