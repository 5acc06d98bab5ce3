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

/**
 * @param cancelling a cancellation of this confirmed order is being decided
 * @param expiresAt  until when it can be paid
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderResponse(UUID id, PublicStatus status, boolean cancelling, @Nullable CancellationReason cancellationReason,
        Money total, List<LineResponse> lines, Instant createdAt, Instant expiresAt, Instant changedAt) {

    static OrderResponse of(OrderView order) {
        return new OrderResponse(order.id().value(), PublicStatus.of(order.status()),
                order.status() == OrderStatus.CANCELLING, order.cancellationReason(), order.total(),
                order.lines().stream().map(LineResponse::of).toList(), order.createdAt(), order.expiresAt(),
                order.changedAt());
    }
}
