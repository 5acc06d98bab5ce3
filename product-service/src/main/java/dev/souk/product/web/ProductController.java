package dev.souk.product.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.product.cache.Answer;
import dev.souk.product.cache.ProductAnswers;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.Offer;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.ProductNotFound;
import dev.souk.product.catalogue.ProductStatus;
import dev.souk.product.catalogue.Sku;
import dev.souk.product.view.ViewService;
import dev.souk.product.view.Visitor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Products for everybody. */
@RestController
@RequestMapping("/api/v1/products")
class ProductController {

    /** Caches may keep what is on sale but must ask each time, as prices and stock may change at any moment. */
    private static final CacheControl ASK_EACH_TIME = CacheControl.noCache().cachePublic();

    private final CatalogueService catalogue;
    private final ProductAnswers answers;
    private final ViewService views;
    private final JsonMapper json;

    ProductController(CatalogueService catalogue, ProductAnswers answers, ViewService views, JsonMapper json) {
        this.catalogue = catalogue;
        this.answers = answers;
        this.views = views;
        this.json = json;
    }

    @GetMapping
    @Operation(summary = "Products on sale, the newest first", description = "What is on sale at a reduced price has saleUntil; price is always what it costs now. Operators may "
            + "ask for those in a status instead: drafts and withdrawn products are found nowhere else.")
    ResponseEntity<CursorPage<ProductResponse>> page(
            @Parameter(description = "Path of a category; those below it are within it", example = "kitchen/mugs") @RequestParam @Nullable String category,
            @Parameter(description = "For operators; 403 for anybody else", example = "DRAFT") @RequestParam @Nullable ProductStatus status,
            PageSize size, @Nullable Cursor cursor, @Nullable Caller caller) {
        if (status != null && !isOperator(caller)) {
            throw new AccessDeniedException("only operators ask for a status");
        }
        Optional<ProductId> before = Optional.ofNullable(cursor).map(place -> new ProductId(place.uuid(0)));
        List<CatalogueEntry> rows = catalogue.page(Objects.requireNonNullElse(status, ProductStatus.PUBLISHED), before,
                Optional.ofNullable(category).map(CategoryPath::new), size.plusOne());
        return ResponseEntity.ok().eTag(Revision.tagOfAll(rows))
                .cacheControl(status == null ? ASK_EACH_TIME : CacheControl.noStore())
                .body(CursorPage.of(rows, size, last -> Cursor.of(last.product().id())).map(ProductResponse::of));
    }

    @GetMapping("/{id}")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = ProductResponse.class)))
    @Operation(summary = "One product")
    ResponseEntity<?> product(@PathVariable UUID id, @Nullable Caller caller, HttpServletRequest request) {
        ProductId productId = new ProductId(id);
        return isOperator(caller)
                ? forOperator(catalogue.product(productId, true))
                : answers.find(productId, this::made)
                        .map(answer -> forShopper(productId, answer, caller, request))
                        .orElseThrow(() -> new ProductNotFound("no product has the id " + productId));
    }

    @GetMapping("/by-external-id/{externalId}")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = ProductResponse.class)))
    @Operation(summary = "One product, by its id in the feed")
    ResponseEntity<?> byExternalId(
            @Parameter(description = "Id of the product in the feed that it was imported from") @PathVariable String externalId,
            @Nullable Caller caller,
            HttpServletRequest request) {
        return isOperator(caller)
                ? forOperator(catalogue.productByExternalId(externalId, true))
                : answers.named(externalId)
                        .flatMap(id -> answers.find(id, this::made)
                                .map(answer -> forShopper(id, answer, caller, request)))
                        .orElseThrow(() -> new ProductNotFound("no product has this external id"));
    }

    /** What SKUs cost; those that do not exist are missing in the answer. */
    @GetMapping("/variants")
    @Operation(summary = "What SKUs cost", description = "Those that do not exist are missing in the answer.")
    OffersResponse variants(
            @Parameter(description = "Once for each of up to 100 SKUs") @RequestParam @Size(min = 1, max = 100) List<String> sku) {
        return OffersResponse.of(catalogue.offers(sku.stream().filter(Sku::isSku).map(Sku::new).toList()));
    }

    /** The order side's view of the catalogue. */
    record OffersResponse(List<OfferResponse> items) {

        static OffersResponse of(List<Offer> offers) {
            return new OffersResponse(offers.stream().map(OfferResponse::of).toList());
        }
    }

    /**
     * A SKU and its price.
     *
     * @param price what it costs now
     * @param listPrice what it costs while no sale is on
     * @param saleUntil when the sale ends that is on; absent while none is
     * @param sellable whether its product is on sale; says nothing about stock
     */
    record OfferResponse(String sku, UUID productId, String title, Price price, Price listPrice,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant saleUntil, boolean sellable) {

        static OfferResponse of(Offer offer) {
            return new OfferResponse(offer.sku().value(), offer.productId().value(), offer.title(),
                    Price.of(offer.price()), Price.of(offer.listPrice()), offer.saleUntil().orElse(null),
                    offer.sellable());
        }
    }

    private Optional<Answer> made(ProductId id) {
        try {
            CatalogueEntry entry = catalogue.product(id, false);
            return Optional.of(new Answer(json.writeValueAsBytes(ProductResponse.of(entry)), Revision.tagOf(entry),
                    entry.nextPriceChange().orElse(Instant.MAX)));
        } catch (ProductNotFound unseen) {
            return Optional.empty();
        }
    }

    private ResponseEntity<?> forShopper(ProductId id, Answer answer, @Nullable Caller caller,
            HttpServletRequest request) {
        if (request.getMethod().equals("GET")) {
            views.viewed(id, visitor(caller, request));
        }
        return ResponseEntity.ok().eTag(answer.tag()).cacheControl(ASK_EACH_TIME)
                .contentType(MediaType.APPLICATION_JSON).body(answer.body());
    }

    /** Read from the database each time, so that an editor has the newest version. */
    private static ResponseEntity<?> forOperator(CatalogueEntry entry) {
        CacheControl cache = entry.product().isPublished() ? ASK_EACH_TIME : CacheControl.noStore();
        return ResponseEntity.ok().eTag(Revision.tagOf(entry)).cacheControl(cache).body(ProductResponse.of(entry));
    }

    private static Visitor visitor(@Nullable Caller caller, HttpServletRequest request) {
        return caller == null
                ? Visitor.anonymous(request.getRemoteAddr(),
                        Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""))
                : Visitor.signedIn(caller.userId());
    }

    private static boolean isOperator(@Nullable Caller caller) {
        return caller != null && caller.isOperator();
    }
}
