package dev.souk.inventory.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.inventory.stock.Adjustment;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockLevel;
import dev.souk.inventory.stock.StockService;
import dev.souk.inventory.stock.StockSummary;
import dev.souk.inventory.stock.Supply;
import dev.souk.inventory.stock.SupplyEntry;
import dev.souk.inventory.stock.SupplyOutcome;
import dev.souk.inventory.stock.SupplyReason;
import dev.souk.inventory.stock.Threshold;
import dev.souk.inventory.stock.Warehouse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

@RestController
@RequestMapping("/api/v1/inventory")
class StockController {

    /** As the catalogue names what it sells: of anything else nobody could order a piece. */
    private static final String SKU = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private static final String A_SKU = "A SKU, as the catalogue names what it sells";

    private final StockService stock;
    private final IdempotentRequests idempotentRequests;

    StockController(StockService stock, IdempotentRequests idempotentRequests) {
        this.stock = stock;
        this.idempotentRequests = idempotentRequests;
    }

    /** Shoppers see what they can buy; operators see everything. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StockResponse(String sku, long available, @Nullable Long onHand, @Nullable Long reserved,
            @Nullable Long sold, @Nullable Long supplied,
            @Nullable @Schema(description = "The SKU runs low when fewer are available") Long threshold,
            @Nullable List<InWarehouse> warehouses) {

        record InWarehouse(String warehouse, long available, long onHand, long reserved, long sold, long supplied) {

            static InWarehouse of(StockLevel level) {
                return new InWarehouse(level.warehouse().code(), level.available(), level.onHand(), level.reserved(),
                        level.sold(), level.supplied());
            }
        }

        static StockResponse forShoppers(StockSummary summary) {
            return new StockResponse(summary.sku().value(), summary.available(), null, null, null, null, null, null);
        }

        static StockResponse forOperators(StockSummary summary) {
            return forOperators(summary, null, null);
        }

        static StockResponse forOperators(StockSummary summary, @Nullable Long threshold,
                @Nullable List<StockLevel> levels) {
            return new StockResponse(summary.sku().value(), summary.available(), summary.onHand(), summary.reserved(),
                    summary.sold(), summary.supplied(), threshold,
                    levels == null ? null : levels.stream().map(InWarehouse::of).toList());
        }
    }

    @GetMapping("/{sku}")
    @Operation(summary = "How many pieces can be bought", description = "Operators also see what is reserved and sold, in each warehouse.")
    StockResponse stockOf(
            @Parameter(description = A_SKU) @PathVariable @Pattern(regexp = SKU, message = "is not a SKU") String sku,
            @Nullable Caller caller) {
        return caller != null && caller.isOperator()
                ? everythingOf(new Sku(sku))
                : StockResponse.forShoppers(stock.of(new Sku(sku)));
    }

    private StockResponse everythingOf(Sku sku) {
        return StockResponse.forOperators(stock.of(sku), stock.threshold(sku).map(Threshold::pieces).orElse(null),
                stock.levels(sku));
    }

    @GetMapping(params = "sku")
    @Operation(summary = "How many pieces of several SKUs can be bought, or which run low", description = "With sku, once for each of up to 100: everybody may ask, and SKUs that were never supplied are missing in the answer. With belowThreshold or runningLow: for operators, page by page.")
    CursorPage<StockResponse> stockOfAll(
            @Parameter(description = "Once for each SKU") @RequestParam @Size(min = 1, max = 100) List<@Pattern(regexp = SKU, message = "is not a SKU") String> sku) {
        return new CursorPage<>(stock.of(sku.stream().map(Sku::new).distinct().toList()), null)
                .map(StockResponse::forShoppers);
    }

    @GetMapping(params = {"!sku", "!runningLow"})
    @PreAuthorize("hasRole('OPERATOR')")
    CursorPage<StockResponse> below(
            @RequestParam @Min(0) @Max(Threshold.LIMIT) @Parameter(description = "SKUs of which fewer are available") long belowThreshold,
            PageSize size, @Nullable Cursor cursor) {
        return page(after -> stock.below(belowThreshold, after, size.plusOne()), size, cursor);
    }

    @GetMapping(params = {"!sku", "runningLow"})
    @PreAuthorize("hasRole('OPERATOR')")
    CursorPage<StockResponse> low(
            @RequestParam @AssertTrue @Parameter(description = "true for the SKUs that have fallen below their own threshold") boolean runningLow,
            PageSize size, @Nullable Cursor cursor) {
        return page(after -> stock.low(after, size.plusOne()), size, cursor);
    }

    private static CursorPage<StockResponse> page(Function<@Nullable Sku, List<StockSummary>> read, PageSize size,
            @Nullable Cursor cursor) {
        var after = cursor == null ? null : new Sku(cursor.text(0));
        return CursorPage.of(read.apply(after), size, (StockSummary last) -> Cursor.of(last.sku()))
                .map(StockResponse::forOperators);
    }

    /** @param threshold 0 to be told no more */
    record ThresholdRequest(@NotNull @Min(0) @Max(Threshold.LIMIT) Long threshold) {}

    @PutMapping("/{sku}/threshold")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Set from when on a SKU runs low", description = "StockRunningLow is announced when fewer pieces are available, and again only after the stock has recovered. 0 ends it.")
    StockResponse watch(
            @Parameter(description = A_SKU) @PathVariable @Pattern(regexp = SKU, message = "is not a SKU") String sku,
            @RequestBody @Valid ThresholdRequest request, Caller caller) {
        stock.watch(new Sku(sku), request.threshold(), caller.userId());
        return everythingOf(new Sku(sku));
    }

    /**
     * @param quantity  a delta: negative when goods were lost
     * @param reason    a {@link SupplyReason}, or the operator's own words, which count as OTHER
     * @param warehouse null for the main one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AdjustmentRequest(
            @NotNull @Min(-Supply.LIMIT) @Max(Supply.LIMIT) @Schema(description = "A delta, not 0: negative when goods were lost") Long quantity,
            @NotBlank @Size(max = 255) @OneLine @Schema(description = "DELIVERY, DAMAGE, THEFT, COUNT or OTHER; anything else is a note of OTHER") String reason,
            @Nullable @Size(max = 255) @OneLine String note,
            @Nullable @Pattern(regexp = Warehouse.FORM, message = "is 1 to 32 capital letters, digits and hyphens") @Schema(description = "MAIN unless said otherwise") String warehouse) {

        Adjustment adjustment() {
            var where = warehouse == null ? Warehouse.MAIN : new Warehouse(warehouse);
            return Arrays.stream(SupplyReason.values()).filter(code -> code.name().equals(reason)).findFirst()
                    .map(code -> new Adjustment(where, quantity, code, note))
                    .orElseGet(() -> new Adjustment(where, quantity, SupplyReason.OTHER,
                            note == null ? reason : reason + ": " + note));
        }
    }

    private record Correction(String sku, AdjustmentRequest request) {}

    /** A delta, so the idempotency key is what keeps a client that repeats it from supplying twice. */
    @PutMapping("/{sku}/supply")
    @PreAuthorize("hasRole('OPERATOR')")
    @Transactional
    @Operation(summary = "Add pieces to the stock, or take lost ones away", description = "Needs an Idempotency-Key, as the quantity is a delta. Never more can be taken away than are available.")
    ResponseEntity<StockResponse> adjust(
            @Parameter(description = A_SKU) @PathVariable @Pattern(regexp = SKU, message = "is not a SKU") String sku,
            @RequestBody @Valid AdjustmentRequest request,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return idempotentRequests
                .once("supply:" + caller.userId(), key, new Correction(sku, request), StockResponse.class,
                        () -> adjust(sku, request, caller))
                .toResponse();
    }

    private Answer<StockResponse> adjust(String sku, AdjustmentRequest request, Caller caller) {
        return Answer.ok(StockResponse.forOperators(
                stock.adjust(new Sku(sku), request.adjustment(), caller.userId())));
    }

    /** One change of what was supplied. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SupplyResponse(String reference, String warehouse, long quantity, SupplyReason reason,
            @Nullable String note, UUID suppliedBy, Instant suppliedAt) {

        static SupplyResponse of(SupplyEntry entry) {
            return new SupplyResponse(entry.reference(), entry.warehouse().code(), entry.quantity(), entry.reason(),
                    entry.note(), entry.suppliedBy(), entry.suppliedAt());
        }
    }

    @GetMapping("/{sku}/supplies")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Deliveries and corrections of a SKU, the newest first")
    CursorPage<SupplyResponse> supplies(
            @Parameter(description = A_SKU) @PathVariable @Pattern(regexp = SKU, message = "is not a SKU") String sku,
            PageSize size, @Nullable Cursor cursor) {
        var before = cursor == null
                ? SupplyEntry.Position.END
                : new SupplyEntry.Position(cursor.instant(0), cursor.text(1));
        return CursorPage.of(stock.supplies(new Sku(sku), before, size.plusOne()), size,
                (SupplyEntry last) -> Cursor.of(last.suppliedAt(), last.reference())).map(SupplyResponse::of);
    }

    /**
     * @param reference names the delivery: what was supplied under it before is not supplied again
     * @param warehouse null for the main one
     */
    record SuppliesRequest(@NotBlank @Size(max = 255) @OneLine String reference,
            @Nullable @Pattern(regexp = Warehouse.FORM, message = "is 1 to 32 capital letters, digits and hyphens") @Schema(description = "MAIN unless said otherwise") String warehouse,
            @NotEmpty @Size(max = 1000) List<@Valid @NotNull Item> items) {

        record Item(@NotNull @Pattern(regexp = SKU, message = "is not a SKU") String sku,
                @NotNull @Min(0) @Max(Supply.LIMIT) Long quantity) {}

        List<Supply> supplies() {
            Set<String> seen = new HashSet<>();
            for (int index = 0; index < items.size(); index++) {
                if (!seen.add(items.get(index).sku())) {
                    throw new RepeatedSku(index);
                }
            }
            return items.stream().map(item -> new Supply(new Sku(item.sku()), item.quantity())).toList();
        }
    }

    @PostMapping("/supplies")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Take in a delivery of up to 1,000 SKUs", description = "All of it or nothing. What was supplied under the same reference before is left alone, so it is safe to send again.")
    SupplyOutcome supply(@RequestBody @Valid SuppliesRequest request, Caller caller) {
        var warehouse = request.warehouse() == null ? Warehouse.MAIN : new Warehouse(request.warehouse());
        return stock.supply(request.reference(), warehouse, request.supplies(), caller.userId());
    }
}
