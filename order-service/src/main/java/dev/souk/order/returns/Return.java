package dev.souk.order.returns;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.UserId;

/**
 * Goods of one order that the shopper sends back.
 *
 * @param reason   the shopper's own words; null once their person is forgotten
 * @param note     the operator's words to the shopper
 * @param refund   what was paid for these pieces
 * @param refunded what was really given back: less when the order had been refunded before; null until then
 */
public record Return(ReturnId id, OrderId orderId, UserId userId, ReturnStatus status, List<ReturnLine> lines,
        @Nullable String reason, @Nullable String note, Money refund, @Nullable Money refunded, Instant requestedAt,
        Instant changedAt) {

    public Return {
        lines = List.copyOf(lines);
    }

    Return become(ReturnStatus next, @Nullable String words, Instant now) {
        return new Return(id, orderId, userId, next, lines, reason, words == null ? note : words, refund, refunded,
                requestedAt, now);
    }

    Return refunded(Money amount, Instant now) {
        return new Return(id, orderId, userId, ReturnStatus.REFUNDED, lines, reason, note, refund, amount, requestedAt,
                now);
    }

    int quantity() {
        return lines.stream().mapToInt(ReturnLine::quantity).sum();
    }
}
