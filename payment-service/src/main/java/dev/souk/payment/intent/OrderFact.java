package dev.souk.payment.intent;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/** What others say about an order. Facts may come early, late, twice and in any order. */
public sealed interface OrderFact {

    OrderId orderId();

    /**
     * The order was placed.
     *
     * @param total what is owed
     * @param token the shopper's method; null when the shopper pays later
     * @param expiresAt until when the shopper has time to pay; for the reader only, order-service decides
     */
    record Created(OrderId orderId, UUID userId, Money total, @Nullable String token, Instant expiresAt)
            implements
                OrderFact {

        public Created {
            if (total.amount() < 0) {
                throw new IllegalArgumentException("Nobody owes " + total + " for order " + orderId);
            }
        }
    }

    /** The order's goods are held, so money may be asked for. */
    record StockReserved(OrderId orderId) implements OrderFact {}

    /** The order's goods are on their way, so the money may be taken. */
    record ShipmentCreated(OrderId orderId) implements OrderFact {}

    /** Nothing is owed any more. */
    record Cancelled(OrderId orderId) implements OrderFact {}

    /**
     * Goods have come back: the shopper gets their money back.
     *
     * @param refund what was paid for them; nothing when they had cost nothing
     */
    record Returned(OrderId orderId, UUID returnId, Money refund) implements OrderFact {}
}
