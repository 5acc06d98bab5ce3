package dev.souk.order.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.common.money.Money;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderStatus;
import dev.souk.order.overview.OrderOverview;
import dev.souk.order.overview.OrderQuery;
import dev.souk.order.overview.OverviewService;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Size;

/** For operators who look for an order. */
@RestController
class OrderSearchController {

    record OverviewResponse(UUID id, UUID userId, PublicStatus status, boolean cancelling, Money total,
            List<OrderOverview.Line> lines, OrderOverview.Payment payment, OrderOverview.Parcels parcels,
            Instant createdAt, Instant changedAt) {

        static OverviewResponse of(OrderOverview order) {
            return new OverviewResponse(order.id().value(), order.userId().value(), PublicStatus.of(order.status()),
                    order.status() == OrderStatus.CANCELLING, order.total(), order.lines(), order.payment(),
                    order.parcels(), order.createdAt(), order.changedAt());
        }
    }

    private final OverviewService overview;

    OrderSearchController(OverviewService overview) {
        this.overview = overview;
    }

    @PreAuthorize("hasRole('OPERATOR')")
    @GetMapping("/api/v1/ops/orders")
    @Operation(summary = "Look for orders", description = "Newest first. q are words from the titles and SKUs of what was ordered; from (inclusive) and to (exclusive) are about when it was placed.")
    CursorPage<OverviewResponse> find(
            @Parameter(description = "Only those") @RequestParam(required = false) @Nullable PublicStatus status,
            @Parameter(description = "Only of this account") @RequestParam(required = false) @Nullable UUID user,
            @Parameter(description = "Only with this SKU") @RequestParam(required = false) @Nullable @Size(max = 64) String sku,
            @Parameter(description = "Placed at this instant or later") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "Placed before this instant") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "Words from the titles and SKUs of what was ordered") @RequestParam(required = false) @Nullable @Size(max = 200) String q,
            @Nullable Cursor cursor,
            PageSize size) {
        OrderId after = cursor == null ? null : new OrderId(cursor.uuid(0));
        OrderQuery query = new OrderQuery(statuses(status), user, sku, from, to, q == null || q.isBlank() ? null : q);
        return CursorPage.of(overview.find(query, after, size.plusOne()), size,
                (OrderOverview last) -> Cursor.of(last.id())).map(OverviewResponse::of);
    }

    private static Set<OrderStatus> statuses(@Nullable PublicStatus status) {
        return status == null
                ? Set.of()
                : Arrays.stream(OrderStatus.values()).filter(one -> PublicStatus.of(one) == status)
                        .collect(Collectors.toSet());
    }
}
