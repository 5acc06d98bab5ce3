package dev.souk.order.web;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.idempotency.IdempotentRequests;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.checkout.Reader;
import dev.souk.order.checkout.UserId;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnId;
import dev.souk.order.returns.ReturnService;
import dev.souk.order.returns.ReturnStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

@RestController
@RequestMapping("/api/v1")
class ReturnController {

    /** @param reason in the shopper's own words */
    record ReturnRequest(@NotNull @Size(min = 1, max = OrderDraft.MAX_LINES) List<@NotNull @Valid Line> lines,
            @NotBlank @Size(max = 500) @Schema(example = "Too small") String reason) {

        @Schema(name = "ReturnRequestLine")
        record Line(
                @NotNull @Pattern(regexp = PlaceOrderRequest.SKU, message = "is not a SKU") @Schema(example = "MUG-1") String sku,
                @NotNull @Min(1) @Max(OrderLine.MAX_QUANTITY) @Schema(example = "1") Integer quantity) {}

        List<ReturnService.Pieces> wanted() {
            return lines.stream().map(line -> new ReturnService.Pieces(line.sku(), line.quantity())).toList();
        }
    }

    private record RequestCommand(UUID orderId, ReturnRequest request) {}

    /** @param note to the shopper */
    record DecisionRequest(@Nullable @Size(max = 500) String note) {}

    /**
     * @param reason   absent once the shopper's account was deleted
     * @param refund   what was paid for these pieces, without shipping
     * @param refunded what was given back in the end: less when the order had been refunded before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReturnResponse(UUID id, UUID orderId, ReturnStatus status, List<Line> lines, @Nullable String reason,
            @Nullable String note, Money refund, @Nullable Money refunded, Instant requestedAt, Instant changedAt) {

        @Schema(name = "ReturnResponseLine")
        record Line(String sku, int quantity, Money refund) {}

        static ReturnResponse of(Return one) {
            return new ReturnResponse(one.id().value(), one.orderId().value(), one.status(),
                    one.lines().stream().map(line -> new Line(line.sku(), line.quantity(), line.refund())).toList(),
                    one.reason(), one.note(), one.refund(), one.refunded(), one.requestedAt(), one.changedAt());
        }
    }

    private final ReturnService returns;
    private final IdempotentRequests requests;

    ReturnController(ReturnService returns, IdempotentRequests requests) {
        this.returns = returns;
        this.requests = requests;
    }

    @PostMapping("/orders/{id}/returns")
    @ApiResponse(responseCode = "201", description = "Asked for; Location says where", useReturnTypeSchema = true)
    @Transactional
    @Operation(summary = "Ask to send goods back", description = "Of an order that was sent, until 30 days after its delivery. The refund is what was paid for the pieces, after discounts and with tax; shipping stays paid.")
    ResponseEntity<ReturnResponse> request(@PathVariable UUID id, Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody @Valid ReturnRequest request) {
        return requests.once("returns:" + caller.userId(), key, new RequestCommand(id, request), ReturnResponse.class,
                () -> {
                    Return fresh = returns.request(new OrderId(id), new UserId(caller.userId()), request.wanted(),
                            request.reason());
                    return Answer.created("/api/v1/returns/" + fresh.id(), ReturnResponse.of(fresh));
                }).toResponse();
    }

    @GetMapping("/orders/{id}/returns")
    @Operation(summary = "The returns of an order")
    CursorPage<ReturnResponse> ofOrder(@PathVariable UUID id, Caller caller, @Nullable Cursor cursor, PageSize size) {
        ReturnId after = cursor == null ? null : new ReturnId(cursor.uuid(0));
        return CursorPage.of(returns.ofOrder(new OrderId(id), reader(caller), after, size.plusOne()), size,
                (Return last) -> Cursor.of(last.id())).map(ReturnResponse::of);
    }

    @GetMapping("/returns/{id}")
    @Operation(summary = "One return")
    ReturnResponse find(@PathVariable UUID id, Caller caller) {
        return ReturnResponse.of(returns.find(new ReturnId(id), reader(caller)));
    }

    @PreAuthorize("hasRole('OPERATOR')")
    @PostMapping("/returns/{id}/approve")
    @Operation(summary = "Let the shopper send the goods", description = "Again changes nothing.")
    ReturnResponse approve(@PathVariable UUID id, Caller caller,
            @RequestBody(required = false) @Valid @Nullable DecisionRequest request) {
        return ReturnResponse.of(returns.approve(new ReturnId(id), new UserId(caller.userId()), noteOf(request)));
    }

    @PreAuthorize("hasRole('OPERATOR')")
    @PostMapping("/returns/{id}/reject")
    @Operation(summary = "Refuse a return", description = "Also one that was approved and whose goods never came. Its pieces can be asked for again.")
    ReturnResponse reject(@PathVariable UUID id, Caller caller,
            @RequestBody(required = false) @Valid @Nullable DecisionRequest request) {
        return ReturnResponse.of(returns.reject(new ReturnId(id), new UserId(caller.userId()), noteOf(request)));
    }

    @PreAuthorize("hasRole('OPERATOR')")
    @PostMapping("/returns/{id}/receive")
    @Operation(summary = "Say that all goods of a return are here", description = "They can be sold again, and the money is given back; the return is REFUNDED when that is done. Again changes nothing.")
    ReturnResponse receive(@PathVariable UUID id, Caller caller) {
        return ReturnResponse.of(returns.receive(new ReturnId(id), new UserId(caller.userId())));
    }

    private static @Nullable String noteOf(@Nullable DecisionRequest request) {
        return request == null ? null : request.note();
    }

    private static Reader reader(Caller caller) {
        return new Reader(new UserId(caller.userId()), caller.isOperator());
    }
}
