package dev.souk.product.messaging;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.product.purchase.OrderFact;
import dev.souk.product.purchase.PurchaseService;
import dev.souk.product.review.ReviewService;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Hears from order-service what is bought, and what is not after all. */
@Component
class OrdersListener {

    /** A line of an order, as far as the catalogue reads it. */
    record Line(String sku) {}

    /** What the catalogue reads of the event of this name. */
    record OrderCreated(UUID orderId, UUID userId, List<Line> lines) {

        OrderFact toFact() {
            return new OrderFact.Placed(orderId, userId, lines.stream().map(Line::sku).toList());
        }
    }

    /** What the catalogue reads of the event of this name. */
    record OrderConfirmed(UUID orderId, UUID userId, Instant confirmedAt) {

        OrderFact toFact() {
            return new OrderFact.Confirmed(orderId, userId, confirmedAt);
        }
    }

    /** What the catalogue reads of the event of this name. */
    record OrderCancelled(UUID orderId, UUID userId) {

        OrderFact toFact() {
            return new OrderFact.Cancelled(orderId, userId);
        }
    }

    private final PurchaseService purchases;
    private final ReviewService reviews;

    OrdersListener(PurchaseService purchases, ReviewService reviews) {
        this.purchases = purchases;
        this.reviews = reviews;
    }

    void take(List<IncomingMessage> messages) {
        List<OrderFact> facts = messages.stream().flatMap(OrdersListener::fact).toList();
        purchases.heard(facts);
        reviews.ordersCancelled(
                facts.stream().filter(OrderFact.Cancelled.class::isInstance).map(OrderFact::orderId).toList());
    }

    private static Stream<OrderFact> fact(IncomingMessage message) {
        return switch (message.type()) {
            case "OrderCreated" -> Stream.of(message.data(OrderCreated.class).toFact());
            case "OrderConfirmed" -> Stream.of(message.data(OrderConfirmed.class).toFact());
            case "OrderCancelled" -> Stream.of(message.data(OrderCancelled.class).toFact());
            default -> Stream.empty();
        };
    }
}
