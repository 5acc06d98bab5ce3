package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.product.review.Review;
import dev.souk.product.review.ReviewService;
import dev.souk.product.review.ReviewStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operators decide which reviews are shown. */
@RestController
@RequestMapping("/api/v1/reviews")
@PreAuthorize("hasRole('OPERATOR')")
class ReviewModerationController {

    private static final String IF_MATCH_IS_SAFER = "Send the review's ETag as If-Match, so that you decide on what you have read: its shopper may "
            + "edit it at any moment.";

    private final ReviewService reviews;

    ReviewModerationController(ReviewService reviews) {
        this.reviews = reviews;
    }

    @GetMapping
    @Operation(summary = "Reviews by status", description = "The oldest first: those in PENDING wait for a decision.")
    ResponseEntity<CursorPage<QueuedReview>> page(
            @Parameter(description = "Only those") @RequestParam(defaultValue = "PENDING") ReviewStatus status,
            PageSize size, @Nullable Cursor cursor) {
        List<Review> rows = reviews.in(status, Optional.ofNullable(cursor).map(place -> place.uuid(0)),
                size.plusOne());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(CursorPage.of(rows, size, last -> Cursor.of(last.id())).map(QueuedReview::of));
    }

    @PostMapping("/{id}/approve")
    @Operation(summary = "Show a review", description = "It counts from now on. May be repeated. " + IF_MATCH_IS_SAFER)
    ResponseEntity<ReviewResponse> approve(@PathVariable UUID id, Caller caller,
            @Nullable IfMatch ifMatch) {
        return answer(reviews.approve(id, seenBy(ifMatch), caller.userId()));
    }

    @PostMapping("/{id}/reject")
    @Operation(summary = "Hide a review", description = "Also one that was shown, which no longer counts then. Its shopper reads the reason and may edit it. "
            + IF_MATCH_IS_SAFER)
    ResponseEntity<ReviewResponse> reject(@PathVariable UUID id, @Valid @RequestBody RejectionRequest request,
            Caller caller, @Nullable IfMatch ifMatch) {
        return answer(reviews.reject(id, seenBy(ifMatch), caller.userId(), request.reason()));
    }

    private static LongPredicate seenBy(@Nullable IfMatch ifMatch) {
        return ifMatch == null ? version -> true : Revision.seenBy(ifMatch);
    }

    private static ResponseEntity<ReviewResponse> answer(Review review) {
        return ResponseEntity.ok().eTag(Revision.tagOf(review)).body(ReviewResponse.forItsShopper(review));
    }

    /** Why its shopper must change it, or leave it. */
    record RejectionRequest(
            @Schema(example = "It is about the delivery, not about the product.") @NotBlank @Size(max = 500) @OneLine String reason) {}

    /** @param etag to be sent as {@code If-Match} with the decision */
    record QueuedReview(ReviewResponse review, @Schema(example = "\"1\"") String etag) {

        static QueuedReview of(Review review) {
            return new QueuedReview(ReviewResponse.forItsShopper(review), Revision.tagOf(review));
        }
    }
}
