package dev.souk.payment.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.money.Money;
import dev.souk.payment.intent.OrderFact;
import dev.souk.payment.intent.OrderId;
import dev.souk.payment.intent.PaymentService;

/** Reads what order-service and inventory-service say; the records are the part of their events that matters here. */
@Component
class OrderFactsListener {

    record OrderCreated(UUID orderId, UUID userId, String currency, long total, @Nullable String paymentToken,
            Instant expiresAt) {

        OrderFact fact() {
            return new OrderFact.Created(new OrderId(orderId), userId, Money.of(total, currency), paymentToken,
                    expiresAt);
        }
    }

    record OrderCancelled(UUID orderId) {

        OrderFact fact() {
            return new OrderFact.Cancelled(new OrderId(orderId));
        }
    }

    record StockReserved(UUID orderId) {

        OrderFact fact() {
            return new OrderFact.StockReserved(new OrderId(orderId));
        }
    }

    record ShipmentCreated(UUID orderId) {

        OrderFact fact() {
            return new OrderFact.ShipmentCreated(new OrderId(orderId));
        }
    }

    record ReturnReceived(UUID returnId, UUID orderId, long refund, String currency) {

        OrderFact fact() {
            return new OrderFact.Returned(new OrderId(orderId), returnId, Money.of(refund, currency));
        }
    }

    private final PaymentService payments;

    OrderFactsListener(PaymentService payments) {
        this.payments = payments;
    }

    void take(List<IncomingMessage> messages) {
        var facts = messages.stream().flatMap(message -> fact(message).stream()).toList();
        if (!facts.isEmpty()) {
            payments.take(facts);
        }
    }

    static Optional<OrderFact> fact(IncomingMessage message) {
        return Optional.ofNullable(switch (message.type()) {
            case "OrderCreated" -> message.data(OrderCreated.class).fact();
            case "OrderCancelled" -> message.data(OrderCancelled.class).fact();
            case "StockReserved" -> message.data(StockReserved.class).fact();
            case "ShipmentCreated" -> message.data(ShipmentCreated.class).fact();
            case "ReturnReceived" -> message.data(ReturnReceived.class).fact();
            default -> null;
        });
    }
}
