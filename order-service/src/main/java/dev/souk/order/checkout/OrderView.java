package dev.souk.order.checkout;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/** An order as it stands: the current row, or a replay of its stream up to some instant. */
public record OrderView(OrderId id, UserId userId, OrderStatus status, int version, Money total, List<OrderLine> lines,
        Charges charges, @Nullable CancellationReason cancellationReason, Instant createdAt, Instant expiresAt,
        Instant changedAt) {

    public OrderView {
        lines = List.copyOf(lines);
    }

    static OrderView of(Order order) {
        return new OrderView(order.id(), order.userId(), order.status(), order.version(), order.total(), order.lines(),
                order.charges(), order.cancellationReason(), order.createdAt(), order.expiresAt(), order.changedAt());
    }
}
