package dev.souk.product.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.Offer;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.Sku;
import dev.souk.product.view.ViewService;
import dev.souk.product.view.Visitor;
import io.swagger.v3.oas.annotations.Operation;
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
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Products for everybody. */
@RestController
@RequestMapping("/api/v1/products")
class ProductController {

    private final CatalogueService catalogue;
    private final ViewService views;

    ProductController(CatalogueService catalogue, ViewService views) {
        this.catalogue = catalogue;
        this.views = views;
    }

    @GetMapping
    @Operation(summary = "Products on sale, the newest first", description = "What is on sale at a reduced price has saleUntil; price is always what it costs now.")
    CursorPage<ProductResponse> page(@RequestParam @Nullable String category, PageSize size, @Nullable Cursor cursor) {
        Optional<ProductId> before = Optional.ofNullable(cursor).map(place -> new ProductId(place.uuid(0)));
        List<CatalogueEntry> rows = catalogue.page(before, Optional.ofNullable(category).map(CategoryPath::new),
                size.plusOne());
        return CursorPage.of(rows, size, last -> Cursor.of(last.product().id())).map(ProductResponse::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<ProductResponse> product(@PathVariable UUID id, @Nullable Caller caller,
            HttpServletRequest request) {
        return answer(catalogue.product(new ProductId(id), isOperator(caller)), caller, request);
    }

    @GetMapping("/by-external-id/{externalId}")
    ResponseEntity<ProductResponse> byExternalId(@PathVariable String externalId, @Nullable Caller caller,
            HttpServletRequest request) {
        return answer(catalogue.productByExternalId(externalId, isOperator(caller)), caller, request);
    }

    /** What SKUs cost; those that do not exist are missing in the answer. */
    @GetMapping("/variants")
    OffersResponse variants(@RequestParam @Size(min = 1, max = 100) List<String> sku) {
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

    /** Caches may keep a product on sale but must ask each time, as its price and stock may change at any moment. */
    private ResponseEntity<ProductResponse> answer(CatalogueEntry entry, @Nullable Caller caller,
            HttpServletRequest request) {
        if (entry.product().isPublished() && !isOperator(caller) && request.getMethod().equals("GET")) {
            views.viewed(entry.product().id(), visitor(caller, request));
        }
        CacheControl cache = entry.product().isPublished()
                ? CacheControl.noCache().cachePublic()
                : CacheControl.noStore();
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
