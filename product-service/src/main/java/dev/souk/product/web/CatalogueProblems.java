package dev.souk.product.web;

import dev.souk.common.web.problem.Problems;
import dev.souk.product.catalogue.CategoryExists;
import dev.souk.product.catalogue.CategoryInUse;
import dev.souk.product.catalogue.CategoryNotFound;
import dev.souk.product.catalogue.ExternalIdTaken;
import dev.souk.product.catalogue.IllegalProductTransition;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.catalogue.ProductNotFound;
import dev.souk.product.catalogue.SkuTaken;
import dev.souk.product.catalogue.StaleVersion;
import dev.souk.product.catalogue.UnknownCategory;
import dev.souk.product.download.DownloadRefused;
import dev.souk.product.imports.FeedNotFound;
import dev.souk.product.imports.ImportNotFound;
import dev.souk.product.media.ImageNotFound;
import dev.souk.product.media.ImageNotUploaded;
import dev.souk.product.media.ImageRefused;
import dev.souk.product.media.ImagesBusy;
import dev.souk.product.review.AlreadyReviewed;
import dev.souk.product.review.InvalidReview;
import dev.souk.product.review.NotBought;
import dev.souk.product.review.ReviewChanged;
import dev.souk.product.review.ReviewNotFound;
import dev.souk.product.search.InvalidSearch;
import dev.souk.product.search.SearchUnavailable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Which HTTP status each refusal of the catalogue is. */
@RestControllerAdvice
class CatalogueProblems {

    private static final Logger log = LoggerFactory.getLogger(CatalogueProblems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private record FieldError(String pointer, String detail) {}

    @ExceptionHandler
    ProblemDetail invalid(InvalidProduct invalid) {
        return invalidRequest(new FieldError(invalid.pointer(), invalid.detail()));
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidSearch invalid) {
        return invalidRequest(new FieldError(invalid.parameter(), String.valueOf(invalid.getMessage())));
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidReview invalid) {
        return invalidRequest(new FieldError(invalid.pointer(), invalid.detail()));
    }

    @ExceptionHandler
    ProblemDetail unknownCategory(UnknownCategory unknown) {
        return invalidRequest(new FieldError(unknown.pointer(), String.valueOf(unknown.getMessage())));
    }

    @ExceptionHandler({
            ProductNotFound.class,
            CategoryNotFound.class,
            ImportNotFound.class,
            FeedNotFound.class,
            ImageNotFound.class,
            ReviewNotFound.class
    })
    ProblemDetail notFound(RuntimeException missing) {
        return problem(HttpStatus.NOT_FOUND, "not-found", "Not found", missing);
    }

    @ExceptionHandler
    ProblemDetail taken(ExternalIdTaken taken) {
        return problem(HttpStatus.CONFLICT, "external-id-taken", "External id is taken", taken);
    }

    @ExceptionHandler
    ProblemDetail taken(SkuTaken taken) {
        return problem(HttpStatus.CONFLICT, "sku-taken", "SKU is taken", taken);
    }

    @ExceptionHandler
    ProblemDetail taken(CategoryExists exists) {
        return problem(HttpStatus.CONFLICT, "category-exists", "Category exists already", exists);
    }

    @ExceptionHandler
    ProblemDetail inUse(CategoryInUse inUse) {
        return problem(HttpStatus.CONFLICT, "category-in-use", "Category is not empty", inUse);
    }

    @ExceptionHandler
    ProblemDetail illegal(IllegalProductTransition illegal) {
        return problem(HttpStatus.CONFLICT, "illegal-product-transition", "Not possible in this status", illegal);
    }

    @ExceptionHandler({
            StaleVersion.class,
            ReviewChanged.class
    })
    ProblemDetail stale(RuntimeException stale) {
        return problem(HttpStatus.PRECONDITION_FAILED, "stale-version", "Changed by somebody else", stale);
    }

    @ExceptionHandler
    ProblemDetail notBought(NotBought refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "not-bought", "Not bought", refusal);
    }

    @ExceptionHandler
    ProblemDetail reviewed(AlreadyReviewed refusal) {
        return problem(HttpStatus.CONFLICT, "already-reviewed", "Reviewed already", refusal);
    }

    @ExceptionHandler
    ProblemDetail notUploaded(ImageNotUploaded missing) {
        return problem(HttpStatus.CONFLICT, "image-not-uploaded", "Image is not uploaded", missing);
    }

    @ExceptionHandler
    ProblemDetail refused(ImageRefused refused) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "image-refused", "Image is refused", refused);
    }

    @ExceptionHandler
    ProblemDetail refused(DownloadRefused refused) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "source-refused", "Nothing is fetched from there", refused);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(ImagesBusy busy) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Busy with other images", busy));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(SearchUnavailable unavailable) {
        log.warn("Elasticsearch did not answer; a search was refused with 503: {}",
                NestedExceptionUtils.getMostSpecificCause(unavailable).toString());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "search-unavailable", "Search is not available",
                        unavailable));
    }

    private static ProblemDetail invalidRequest(FieldError error) {
        ProblemDetail problem = Problems.of(HttpStatus.BAD_REQUEST, "invalid-request", "Request is not valid",
                "Correct the request; errors names what is wrong.");
        problem.setProperty("errors", List.of(error));
        return problem;
    }

    private static ProblemDetail problem(HttpStatus status, String slug, String title, RuntimeException refusal) {
        return Problems.of(status, slug, title, String.valueOf(refusal.getMessage()));
    }
}
