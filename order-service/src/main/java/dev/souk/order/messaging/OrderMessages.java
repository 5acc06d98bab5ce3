package dev.souk.order.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.order.checkout.CancellationReason;

/** What the topic {@code orders} carries: the published form of the order's facts, see {@code contracts/events/order-service}. */
final class OrderMessages {

    private OrderMessages() {
    }

    /**
     * @param total     in minor units of the currency, as is {@code unitPrice}
     * @param expiresAt until when the shopper can pay
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrderCreated(UUID orderId, UUID userId, String currency, long total, List<Line> lines,
            @Nullable String paymentToken, Instant createdAt, Instant expiresAt) {}

    record Line(String sku, int quantity, long unitPrice) {}

    record OrderConfirmed(UUID orderId, UUID userId, Instant confirmedAt) {}

    record OrderCancellationRequested(UUID orderId, UUID userId, CancellationReason reason, Instant requestedAt) {}

    record OrderCancelled(UUID orderId, UUID userId, CancellationReason reason, Instant cancelledAt) {}
}
