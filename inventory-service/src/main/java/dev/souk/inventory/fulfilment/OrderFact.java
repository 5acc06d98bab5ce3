package dev.souk.inventory.fulfilment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What order-service says about an order. Facts may come early, late, twice and in any order. */
public sealed interface OrderFact {

    OrderId orderId();

    /**
     * An order was placed: hold its goods.
     *
     * @param expiresAt until when the shopper has time to pay; for the reader only, the hold does not end by itself
     */
    record Created(OrderId orderId, UUID userId, List<OrderLine> lines, Instant expiresAt) implements OrderFact {

        public Created {
            if (lines.isEmpty() || lines.stream().map(OrderLine::sku).distinct().count() < lines.size()) {
                throw new IllegalArgumentException(
                        "Order " + orderId + " needs lines, and each SKU in one of them only");
            }
            lines = List.copyOf(lines);
        }
    }

    /** The order is good: send its goods. */
    record Confirmed(OrderId orderId) implements OrderFact {}

    /** The order was cancelled before it was confirmed: let its goods go. */
    record Cancelled(OrderId orderId) implements OrderFact {}

    /** Somebody wants to cancel the confirmed order: stop its shipments, if none has left. */
    record CancellationRequested(OrderId orderId) implements OrderFact {}

    /** Sold goods have come back and can be sold again. */
    record Returned(OrderId orderId, UUID returnId, List<OrderLine> lines) implements OrderFact {

        public Returned {
            lines = List.copyOf(lines);
        }
    }
}
