package dev.souk.order.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.CancellationReason;
import dev.souk.order.checkout.OrderStatus;
import dev.souk.order.checkout.OrderView;
import dev.souk.order.web.PriceResponse.DiscountResponse;

/**
 * An order and what is charged for it, see {@link PriceResponse}. What is nullable is only absent where an idempotency key
 * gives the answer of an earlier version.
 *
 * @param cancelling a cancellation of this confirmed order is being decided
 * @param expiresAt  until when it can be paid
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderResponse(UUID id, PublicStatus status, boolean cancelling, @Nullable CancellationReason cancellationReason,
        Money total, List<LineResponse> lines, @Nullable List<DiscountResponse> discounts, @Nullable Money shipping,
        @Nullable Money tax, @Nullable Boolean taxIncluded, Instant createdAt, Instant expiresAt, Instant changedAt) {

    static OrderResponse of(OrderView order) {
        PriceResponse price = PriceResponse.of(order.lines(), order.charges(), order.total());
        return new OrderResponse(order.id().value(), PublicStatus.of(order.status()),
                order.status() == OrderStatus.CANCELLING, order.cancellationReason(), price.total(), price.lines(),
                price.discounts(), price.shipping(), price.tax(), price.taxIncluded(), order.createdAt(),
                order.expiresAt(), order.changedAt());
    }
}
