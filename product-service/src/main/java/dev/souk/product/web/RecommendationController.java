package dev.souk.product.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.Recommendations;
import dev.souk.product.purchase.Recommendations.Related;
import dev.souk.product.purchase.Recommendations.Relation;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Products that a shopper did not ask for. Each list is one page: what comes after the first hundred is no recommendation. */
@RestController
@RequestMapping("/api/v1/products")
class RecommendationController {

    /** Answers show prices: no cache keeps one for longer than this. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final CacheControl ONLY_THEIRS = CacheControl.noCache().cachePrivate();

    private final Recommendations recommendations;

    RecommendationController(Recommendations recommendations) {
        this.recommendations = recommendations;
    }

    @GetMapping("/trending")
    @Operation(summary = "What is bought most these days", description = "Published products by their confirmed orders, each of which counts half after three days; fifty "
            + "visitors count as one order. One page; empty while nothing was bought or looked at.")
    ResponseEntity<CursorPage<ProductResponse>> trending(PageSize size) {
        List<CatalogueEntry> trending = recommendations.trending(size.value());
        return ResponseEntity.ok().cacheControl(aMomentOf(trending)).body(page(trending));
    }

    @GetMapping("/{id}/related")
    @Operation(summary = "What stands well beside a product", description = "What was bought together with it, the most often first, then what is like it: the same category and the same "
            + "brand or attributes. relation says which. One page; empty where neither is known.")
    ResponseEntity<CursorPage<RelatedResponse>> related(@PathVariable UUID id, PageSize size) {
        List<Related> related = recommendations.related(new ProductId(id), size.value());
        return ResponseEntity.ok().cacheControl(aMomentOf(related.stream().map(Related::entry).toList()))
                .body(new CursorPage<>(related.stream().map(RelatedResponse::of).toList(), null));
    }

    /** @param relation why it is shown */
    record RelatedResponse(@JsonUnwrapped ProductResponse product, Relation relation) {

        static RelatedResponse of(Related related) {
            return new RelatedResponse(ProductResponse.of(related.entry()), related.relation());
        }
    }

    @GetMapping("/suggested")
    @Operation(summary = "What the signed-in shopper may like", description = "Published products that were bought together with the shopper's own purchases, then products of the "
            + "same categories and brands; never what this shopper has bought. One page; empty for a shopper who "
            + "has bought nothing.")
    ResponseEntity<CursorPage<ProductResponse>> suggested(PageSize size, Caller caller) {
        return ResponseEntity.ok().cacheControl(ONLY_THEIRS)
                .body(page(recommendations.suggested(caller.userId(), size.value())));
    }

    /** Never beyond the moment at which a price among them changes by itself. */
    private static CacheControl aMomentOf(List<CatalogueEntry> entries) {
        Duration fresh = entries.stream()
                .flatMap(entry -> entry.nextPriceChange().map(next -> Duration.between(entry.at(), next)).stream())
                .min(Duration::compareTo)
                .filter(untilNext -> untilNext.compareTo(A_MOMENT) < 0)
                .orElse(A_MOMENT);
        return CacheControl.maxAge(fresh.truncatedTo(ChronoUnit.SECONDS)).cachePublic();
    }

    private static CursorPage<ProductResponse> page(List<CatalogueEntry> entries) {
        return new CursorPage<>(entries.stream().map(ProductResponse::of).toList(), null);
    }
}
