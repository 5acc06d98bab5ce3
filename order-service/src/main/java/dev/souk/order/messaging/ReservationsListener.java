package dev.souk.order.messaging;

import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.Trigger;

/** Inventory's answer to {@code OrderCreated}. */
@Component
class ReservationsListener {

    record StockReserved(UUID orderId) {}

    record StockRejected(UUID orderId) {}

    private final OrderService orders;

    ReservationsListener(OrderService orders) {
        this.orders = orders;
    }

    void stockReserved(StockReserved message) {
        orders.answer(new OrderId(message.orderId()), new Trigger.StockReserved());
    }

    void stockRejected(StockRejected message) {
        orders.answer(new OrderId(message.orderId()), new Trigger.StockRejected());
    }
}
