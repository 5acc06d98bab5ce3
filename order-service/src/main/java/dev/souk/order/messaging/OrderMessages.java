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
     * @param total       in minor units of the currency, as are all amounts
     * @param tax         of goods and shipping together; contained in the prices when {@code taxIncluded}, else added to them
     * @param expiresAt   until when the shopper can pay
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OrderCreated(UUID orderId, UUID userId, String currency, long total, List<Line> lines,
            List<Discount> discounts, Shipping shipping, long tax, boolean taxIncluded, @Nullable String paymentToken,
            Instant createdAt, Instant expiresAt) {}

    /** @param discount of all pieces of the line together, as is {@code tax} */
    record Line(String sku, int quantity, long unitPrice, long discount, long tax) {}

    /** @param code the coupon's; absent for a promotion that applied by itself */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Discount(UUID promotionId, @Nullable String code, String name, long amount) {}

    /** @param price before its discount */
    record Shipping(long price, long discount, long tax) {}

    record OrderConfirmed(UUID orderId, UUID userId, Instant confirmedAt) {}

    record OrderCancellationRequested(UUID orderId, UUID userId, CancellationReason reason, Instant requestedAt) {}

    record OrderCancelled(UUID orderId, UUID userId, CancellationReason reason, Instant cancelledAt) {}
}
