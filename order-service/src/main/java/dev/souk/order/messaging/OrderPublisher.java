package dev.souk.order.messaging;

import org.springframework.stereotype.Component;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.order.checkout.OrderAnnouncements;
import dev.souk.order.checkout.OrderEvent;
import dev.souk.order.checkout.OrderLine;

/** Puts the order's facts into the outbox. A new fact without a published form does not compile. */
@Component
class OrderPublisher implements OrderAnnouncements {

    static final String TOPIC = "orders";

    private final Outbox outbox;

    OrderPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announce(OrderEvent.Announced fact) {
        outbox.append(new OutgoingMessage(TOPIC, fact.orderId().toString(), fact.type(),
                "order-service/" + fact.type() + ".v1", publishedForm(fact)));
    }

    static Object publishedForm(OrderEvent.Announced fact) {
        return switch (fact) {
            case OrderEvent.OrderCreated created -> new OrderMessages.OrderCreated(
                    created.orderId().value(), created.userId().value(),
                    created.total().currency().getCurrencyCode(), created.total().amount(),
                    created.lines().stream().map(OrderPublisher::line).toList(),
                    created.paymentToken(), created.occurredAt(), created.expiresAt());
            case OrderEvent.OrderConfirmed confirmed -> new OrderMessages.OrderConfirmed(
                    confirmed.orderId().value(), confirmed.userId().value(), confirmed.occurredAt());
            case OrderEvent.OrderCancellationRequested requested -> new OrderMessages.OrderCancellationRequested(
                    requested.orderId().value(), requested.userId().value(), requested.reason(),
                    requested.occurredAt());
            case OrderEvent.OrderCancelled cancelled -> new OrderMessages.OrderCancelled(
                    cancelled.orderId().value(), cancelled.userId().value(), cancelled.reason(),
                    cancelled.occurredAt());
        };
    }

    private static OrderMessages.Line line(OrderLine line) {
        return new OrderMessages.Line(line.sku(), line.quantity(), line.unitPrice().amount());
    }
}
