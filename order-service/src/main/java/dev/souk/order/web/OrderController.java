package dev.souk.order.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.web.idempotency.Idempotent;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderView;
import dev.souk.order.checkout.Reader;
import dev.souk.order.checkout.UserId;
import dev.souk.order.invoice.InvoiceService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;

@RestController
@RequestMapping("/api/v1/orders")
class OrderController {

    private final OrderPlacement placement;
    private final OrderService orders;
    private final InvoiceService invoices;

    OrderController(OrderPlacement placement, OrderService orders, InvoiceService invoices) {
        this.placement = placement;
        this.orders = orders;
        this.invoices = invoices;
    }

    @Idempotent
    @PostMapping
    @ApiResponse(responseCode = "201", description = "Placed; Location says where", useReturnTypeSchema = true)
    @Operation(summary = "Place an order", description = "Of the items, or of what is in the cart. With expectedTotal, as quoted, it is refused with 409 total-changed, the new price and what has changed in the cart, when it costs something else by now. A paymentMethod is tried once: when it is refused, the order is CANCELLED (PAYMENT_DECLINED). Without one there are three tries through POST /payments/{id}/pay. In a flash sale it may be answered with 429 flash-sale-line: position tells the place in the line, which is kept while the same request is sent again after the time in Retry-After; or with 409 sold-out, when nothing can come free any more.")
    ResponseEntity<OrderResponse> place(Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody @Valid PlaceOrderRequest request) {
        return placement.place(caller, key, request).toResponse();
    }

    @GetMapping
    @Operation(summary = "Your orders, the newest first")
    CursorPage<OrderResponse> own(Caller caller, @Nullable Cursor cursor, PageSize size) {
        OrderId after = cursor == null ? null : new OrderId(cursor.uuid(0));
        return CursorPage.of(orders.ofUser(new UserId(caller.userId()), after, size.plusOne()), size,
                (OrderView last) -> Cursor.of(last.id())).map(OrderResponse::of);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One order")
    OrderResponse find(Caller caller, @PathVariable UUID id) {
        return OrderResponse.of(orders.find(new OrderId(id), reader(caller)));
    }

    /** @param at shows the order as it was at this instant */
    @GetMapping("/{id}/history")
    @Operation(summary = "What happened to an order", description = "With at, up to that instant, and what the order was then. Operators also see by whom: an operator's id stands at each act of an operator.")
    HistoryResponse history(Caller caller, @PathVariable UUID id,
            @Parameter(description = "Shows the order as it was at this instant") @RequestParam(required = false) @Nullable Instant at) {
        Reader reader = reader(caller);
        return HistoryResponse.of(orders.history(new OrderId(id), reader, at), reader);
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Cancel an order", description = "Before it is sent; what was paid is given back.")
    OrderResponse cancel(Caller caller, @PathVariable UUID id,
            @RequestBody(required = false) @Valid @Nullable CancelOrderRequest request) {
        return OrderResponse.of(
                orders.cancel(new OrderId(id), reader(caller), request == null ? null : request.reason()));
    }

    @GetMapping("/{id}/invoice")
    @Operation(summary = "Where the invoice is", description = "A PDF, from when the money was taken. Whoever has the url can read it until expiresAt; get another one then.")
    ResponseEntity<InvoiceService.Link> invoice(Caller caller, @PathVariable UUID id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(invoices.link(new OrderId(id), reader(caller)));
    }

    private static Reader reader(Caller caller) {
        return new Reader(new UserId(caller.userId()), caller.isOperator());
    }
}
