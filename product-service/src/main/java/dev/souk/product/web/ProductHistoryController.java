package dev.souk.product.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.product.catalogue.CatalogueService;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.FieldChange;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.catalogue.RecordedChange;
import dev.souk.product.catalogue.Variant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators see of a product and shoppers do not: what was, and what it will cost. */
@RestController
@RequestMapping("/api/v1/products/{id}")
@PreAuthorize("hasRole('OPERATOR')")
class ProductHistoryController {

    private final CatalogueService catalogue;

    ProductHistoryController(CatalogueService catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/changes")
    @Operation(summary = "Who changed what and when", description = "The newest version first. Of products that are older than this history the first versions are missing.")
    ResponseEntity<CursorPage<ChangeResponse>> changes(@PathVariable UUID id, PageSize size, @Nullable Cursor cursor) {
        OptionalLong before = cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor.number(0));
        List<RecordedChange> rows = catalogue.history(new ProductId(id), before, size.plusOne());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(CursorPage.of(rows, size, last -> Cursor.of(last.version())).map(ChangeResponse::of));
    }

    @GetMapping("/prices")
    @Operation(summary = "List prices and sales, past and to come", description = "An edit that does not speak of a variant's sales leaves them as they are.")
    ResponseEntity<PricesResponse> prices(@PathVariable UUID id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new PricesResponse(
                catalogue.product(new ProductId(id), true).product().details().variants().stream()
                        .map(VariantPrices::of).toList()));
    }

    /**
     * A version of a product.
     *
     * @param changes empty for the first version, and for one that says the same again
     */
    record ChangeResponse(Instant at, AuthorResponse by, long version, List<FieldChangeResponse> changes) {

        static ChangeResponse of(RecordedChange change) {
            return new ChangeResponse(change.at(), AuthorResponse.of(change.by()), change.version(),
                    change.changes().stream().map(FieldChangeResponse::of).toList());
        }
    }

    /** Who or what made it; with the id of the operator or of the import. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuthorResponse(Kind kind, @Nullable UUID userId, @Nullable UUID importId) {

        enum Kind {
            OPERATOR,
            IMPORT,
            PRICE_SCHEDULE
        }

        static AuthorResponse of(ChangedBy author) {
            return switch (author) {
                case ChangedBy.Operator operator -> new AuthorResponse(Kind.OPERATOR, operator.userId(), null);
                case ChangedBy.Import feed -> new AuthorResponse(Kind.IMPORT, null, feed.importId());
                case ChangedBy.PriceSchedule _ -> new AuthorResponse(Kind.PRICE_SCHEDULE, null, null);
            };
        }
    }

    /**
     * A field that is not what it was.
     *
     * @param from null when it was not there
     * @param to null when it is gone
     */
    record FieldChangeResponse(
            @Schema(description = "JSON pointer, in which variants are found by their SKU", example = "/variants/MUG-BLUE-350/listPrice/amount") String field,
            @Nullable @Schema(example = "1299") Object from, @Nullable @Schema(example = "1199") Object to) {

        static FieldChangeResponse of(FieldChange change) {
            return new FieldChangeResponse(change.field(), change.from(), change.to());
        }
    }

    /** In the order of the product's variants. */
    record PricesResponse(List<VariantPrices> items) {}

    /** @param sales in the order of time, as an edit takes them */
    record VariantPrices(String sku, Price listPrice, List<VariantRequest.SaleRequest> sales) {

        static VariantPrices of(Variant variant) {
            return new VariantPrices(variant.sku().value(), Price.of(variant.listPrice()),
                    variant.sales().stream().map(VariantRequest.SaleRequest::of).toList());
        }
    }
}
