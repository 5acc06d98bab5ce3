package dev.souk.order.messaging;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderService.Told;
import dev.souk.order.checkout.Trigger;

/** Inventory's answer to {@code OrderCreated}. */
@Component
class ReservationsListener {

    record StockReserved(UUID orderId) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.StockReserved());
        }
    }

    record StockRejected(UUID orderId) {

        Told told() {
            return new Told(new OrderId(orderId), new Trigger.StockRejected());
        }
    }

    private final OrderService orders;

    ReservationsListener(OrderService orders) {
        this.orders = orders;
    }

    void take(List<IncomingMessage> messages) {
        orders.answer(messages.stream().flatMap(ReservationsListener::told).toList());
    }

    private static Stream<Told> told(IncomingMessage message) {
        return switch (message.type()) {
            case "StockReserved" -> Stream.of(message.data(StockReserved.class).told());
            case "StockRejected" -> Stream.of(message.data(StockRejected.class).told());
            default -> Stream.empty();
        };
    }
}
