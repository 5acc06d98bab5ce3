package dev.souk.order.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.flashsale.FlashSale;
import dev.souk.order.flashsale.FlashSaleService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;

/** Flash sales, for operators. */
@RestController
@RequestMapping("/api/v1/ops/flash-sales")
@PreAuthorize("hasRole('OPERATOR')")
class FlashSaleController {

    private static final int MOST_PIECES = 1_000_000;

    record FlashSaleRequest(
            @NotNull @Positive @Max(MOST_PIECES) @Schema(description = "For all shoppers together") Integer pieces,
            @NotNull @Positive @Max(OrderLine.MAX_QUANTITY) @Schema(description = "For one shopper, in all of their orders") Integer perUser,
            @NotNull Instant startsAt,
            @NotNull @Schema(description = "The first moment at which it is over") Instant endsAt) {

        FlashSale.Terms terms() {
            return new FlashSale.Terms(pieces, perUser, startsAt, endsAt);
        }
    }

    /** @param taken pieces in orders that stand */
    record FlashSaleResponse(UUID id, String sku, int pieces, int perUser, Instant startsAt, Instant endsAt, int taken,
            Instant createdAt, UUID createdBy, Instant changedAt, UUID changedBy) {

        static FlashSaleResponse of(FlashSale sale) {
            return new FlashSaleResponse(sale.id(), sale.sku(), sale.terms().pieces(), sale.terms().perUser(),
                    sale.terms().startsAt(), sale.terms().endsAt(), sale.taken(), sale.createdAt(), sale.createdBy(),
                    sale.changedAt(), sale.changedBy());
        }
    }

    private final FlashSaleService sales;

    FlashSaleController(FlashSaleService sales) {
        this.sales = sales;
    }

    @GetMapping
    @Operation(summary = "All flash sales, the newest first")
    CursorPage<FlashSaleResponse> page(@Nullable Cursor cursor, PageSize size) {
        List<FlashSale> rows = sales.page(cursor == null ? null : cursor.uuid(0), size.plusOne());
        return CursorPage.of(rows, size, (FlashSale last) -> Cursor.of(last.id())).map(FlashSaleResponse::of);
    }

    @GetMapping("/{sku}")
    @Operation(summary = "The latest flash sale of a SKU")
    FlashSaleResponse find(@Parameter(description = "A SKU") @PathVariable String sku) {
        return FlashSaleResponse.of(sales.find(sku));
    }

    @PutMapping("/{sku}")
    @Operation(summary = "Mark a SKU as hot", description = "Changes its flash sale, or opens a new one when the last one is over. While it runs, shoppers who order the SKU are let in first come, first served: the others are answered with 429 flash-sale-line and their position, or with 409 sold-out. To end it, let endsAt be now. All terms are said anew, so no If-Match is needed: the last one counts, and is named in changedBy.")
    FlashSaleResponse set(
            @Parameter(description = "A SKU") @PathVariable @Pattern(regexp = PlaceOrderRequest.SKU, message = "is not a SKU") String sku,
            @RequestBody @Valid FlashSaleRequest request, Caller caller) {
        return FlashSaleResponse.of(sales.set(sku, request.terms(), caller.userId()));
    }
}
