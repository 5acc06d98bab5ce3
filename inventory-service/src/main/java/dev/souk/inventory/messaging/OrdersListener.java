package dev.souk.inventory.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.inventory.fulfilment.FulfilmentService;
import dev.souk.inventory.fulfilment.OrderFact;
import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.OrderLine;
import dev.souk.inventory.stock.Sku;

/** Reads what order-service says; the records are the part of its events that matters here. */
@Component
class OrdersListener {

    record OrderCreated(UUID orderId, UUID userId, List<Line> lines, Instant expiresAt) {

        record Line(String sku, long quantity) {}

        OrderFact fact() {
            return new OrderFact.Created(new OrderId(orderId), userId,
                    lines.stream().map(line -> new OrderLine(new Sku(line.sku()), line.quantity())).toList(),
                    expiresAt);
        }
    }

    record OrderConfirmed(UUID orderId) {

        OrderFact fact() {
            return new OrderFact.Confirmed(new OrderId(orderId));
        }
    }

    record OrderCancelled(UUID orderId) {

        OrderFact fact() {
            return new OrderFact.Cancelled(new OrderId(orderId));
        }
    }

    record OrderCancellationRequested(UUID orderId) {

        OrderFact fact() {
            return new OrderFact.CancellationRequested(new OrderId(orderId));
        }
    }

    record ReturnReceived(UUID returnId, UUID orderId, List<Line> lines) {

        record Line(String sku, long quantity) {}

        OrderFact fact() {
            return new OrderFact.Returned(new OrderId(orderId), returnId,
                    lines.stream().map(line -> new OrderLine(new Sku(line.sku()), line.quantity())).toList());
        }
    }

    private final FulfilmentService fulfilment;

    OrdersListener(FulfilmentService fulfilment) {
        this.fulfilment = fulfilment;
    }

    void take(List<IncomingMessage> messages) {
        var facts = messages.stream().flatMap(message -> fact(message).stream()).toList();
        if (!facts.isEmpty()) {
            fulfilment.take(facts);
        }
    }

    static Optional<OrderFact> fact(IncomingMessage message) {
        return Optional.ofNullable(switch (message.type()) {
            case "OrderCreated" -> message.data(OrderCreated.class).fact();
            case "OrderConfirmed" -> message.data(OrderConfirmed.class).fact();
            case "OrderCancelled" -> message.data(OrderCancelled.class).fact();
            case "OrderCancellationRequested" -> message.data(OrderCancellationRequested.class).fact();
            case "ReturnReceived" -> message.data(ReturnReceived.class).fact();
            default -> null;
        });
    }
}
