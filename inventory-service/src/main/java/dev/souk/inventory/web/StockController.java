package dev.souk.inventory.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockService;
import dev.souk.inventory.stock.StockSummary;
import dev.souk.inventory.stock.Supply;
import dev.souk.inventory.stock.SupplyOutcome;
import jakarta.validation.Valid;
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

    private final StockService stock;
    private final IdempotentRequests idempotentRequests;

    StockController(StockService stock, IdempotentRequests idempotentRequests) {
        this.stock = stock;
        this.idempotentRequests = idempotentRequests;
    }

    /** Shoppers see what they can buy; operators see everything. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StockResponse(String sku, long available, @Nullable Long onHand, @Nullable Long reserved,
            @Nullable Long sold,
            @Nullable Long supplied) {

        static StockResponse forShoppers(StockSummary summary) {
            return new StockResponse(summary.sku().value(), summary.available(), null, null, null, null);
        }

        static StockResponse forOperators(StockSummary summary) {
            return new StockResponse(summary.sku().value(), summary.available(), summary.onHand(), summary.reserved(),
                    summary.sold(), summary.supplied());
        }
    }

    @GetMapping("/{sku}")
    StockResponse stockOf(@PathVariable String sku, @Nullable Caller caller) {
        var summary = stock.of(new Sku(sku));
        return caller != null && caller.isOperator()
                ? StockResponse.forOperators(summary)
                : StockResponse.forShoppers(summary);
    }

    @GetMapping
    @PreAuthorize("hasRole('OPERATOR')")
    CursorPage<StockResponse> below(@RequestParam @Min(0) @Max(Supply.LIMIT) long belowThreshold, PageSize size,
            @Nullable Cursor cursor) {
        var after = cursor == null ? null : new Sku(cursor.text(0));
        return CursorPage.of(stock.below(belowThreshold, after, size.plusOne()), size, last -> Cursor.of(last.sku()))
                .map(StockResponse::forOperators);
    }

    /** @param quantity a delta: negative when goods were lost */
    record AdjustmentRequest(@NotNull @Min(-Supply.LIMIT) @Max(Supply.LIMIT) Long quantity,
            @NotBlank @Size(max = 255) @OneLine String reason) {}

    private record Adjustment(String sku, AdjustmentRequest request) {}

    /** A delta, so the idempotency key is what keeps a client that repeats it from supplying twice. */
    @PutMapping("/{sku}/supply")
    @PreAuthorize("hasRole('OPERATOR')")
    @Transactional
    ResponseEntity<StockResponse> adjust(@PathVariable String sku, @RequestBody @Valid AdjustmentRequest request,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return idempotentRequests
                .once("supply:" + caller.userId(), key, new Adjustment(sku, request), StockResponse.class,
                        () -> adjust(sku, request, caller))
                .toResponse();
    }

    private Answer<StockResponse> adjust(String sku, AdjustmentRequest request, Caller caller) {
        return Answer.ok(StockResponse.forOperators(
                stock.adjust(new Sku(sku), request.quantity(), request.reason(), caller.userId())));
    }

    /** @param reference names the delivery: what was supplied under it before is not supplied again */
    record SuppliesRequest(@NotBlank @Size(max = 255) @OneLine String reference,
            @NotEmpty @Size(max = 1000) List<@Valid @NotNull Item> items) {

        record Item(@NotNull @Pattern(regexp = Sku.FORM, message = "is 1 to 64 printable characters") String sku,
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
    SupplyOutcome supply(@RequestBody @Valid SuppliesRequest request, Caller caller) {
        return stock.supply(request.reference(), request.supplies(), caller.userId());
    }
}
