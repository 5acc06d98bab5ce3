package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.review.Review;
import dev.souk.product.review.ReviewService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reviews: everybody reads those that are approved, a shopper writes their own. */
@RestController
@RequestMapping("/api/v1/products/{productId}/reviews")
class ReviewController {

    private static final CacheControl A_MOMENT = CacheControl.maxAge(Duration.ofSeconds(10)).cachePublic();

    private final ReviewService reviews;
    private final Creations creations;

    ReviewController(ReviewService reviews, Creations creations) {
        this.reviews = reviews;
        this.creations = creations;
    }

    @GetMapping
    @Operation(summary = "Approved reviews of a product", description = "For everybody, the newest first. All texts are plain: escape them where you show them.")
    ResponseEntity<CursorPage<ReviewResponse>> page(@PathVariable UUID productId, PageSize size,
            @Nullable Cursor cursor) {
        List<Review> rows = reviews.approvedOf(new ProductId(productId),
                Optional.ofNullable(cursor).map(place -> place.uuid(0)), size.plusOne());
        return ResponseEntity.ok().cacheControl(A_MOMENT)
                .body(CursorPage.of(rows, size, last -> Cursor.of(last.id())).map(ReviewResponse::forAll));
    }

    @PostMapping
    @ApiResponse(responseCode = "201", description = "Created; Location says where", useReturnTypeSchema = true)
    @Operation(summary = "Review a product that you bought", description = "Once for each product. It is shown and counted when an operator has approved it. Bought is what is in a "
            + "confirmed order of yours; when that order is cancelled, the review is deleted.")
    ResponseEntity<ReviewResponse> write(@PathVariable UUID productId, @Valid @RequestBody ReviewRequest request,
            Caller caller, @RequestHeader(name = Creations.KEY, required = false) @Nullable String key) {
        String collection = "products/" + productId + "/reviews";
        ResponseEntity<ReviewResponse> created = creations.once(collection, caller, key, request, ReviewResponse.class,
                () -> {
                    Review review = reviews.write(new ProductId(productId), caller.userId(), request.toContent());
                    return Answer.created("/api/v1/" + collection + "/" + review.id(),
                            ReviewResponse.forItsShopper(review));
                });
        return ResponseEntity.status(created.getStatusCode()).headers(created.getHeaders()).eTag(Revision.FIRST)
                .body(created.getBody());
    }

    @GetMapping("/{reviewId}")
    @Operation(summary = "One review", description = "One that is not approved is shown to its shopper and to operators only. Its ETag is what an edit sends as If-Match.")
    ResponseEntity<ReviewResponse> review(@PathVariable UUID productId, @PathVariable UUID reviewId,
            @Nullable Caller caller) {
        UUID reader = caller == null ? null : caller.userId();
        boolean forOperator = caller != null && caller.isOperator();
        Review review = reviews.review(new ProductId(productId), reviewId, reader, forOperator);
        return ResponseEntity.ok().eTag(Revision.tagOf(review)).cacheControl(CacheControl.noStore())
                .body(forOperator || review.isBy(reader)
                        ? ReviewResponse.forItsShopper(review)
                        : ReviewResponse.forAll(review));
    }

    @PutMapping("/{reviewId}")
    @Operation(summary = "Edit your review", description = "It is hidden and does not count until an operator has approved it again.")
    ResponseEntity<ReviewResponse> edit(@PathVariable UUID productId, @PathVariable UUID reviewId,
            @Valid @RequestBody ReviewRequest request, Caller caller,
            @Nullable IfMatch ifMatch) {
        Review review = reviews.edit(new ProductId(productId), reviewId, caller.userId(), Revision.seenBy(ifMatch),
                request.toContent());
        return ResponseEntity.ok().eTag(Revision.tagOf(review)).body(ReviewResponse.forItsShopper(review));
    }

    @DeleteMapping("/{reviewId}")
    @ApiResponse(responseCode = "204", description = "Deleted")
    @Operation(summary = "Delete your review", description = "It no longer counts; you may write another one.")
    ResponseEntity<Void> delete(@PathVariable UUID productId, @PathVariable UUID reviewId, Caller caller,
            @Nullable IfMatch ifMatch) {
        reviews.delete(new ProductId(productId), reviewId, caller.userId(), Revision.seenBy(ifMatch));
        return ResponseEntity.noContent().build();
    }
}
