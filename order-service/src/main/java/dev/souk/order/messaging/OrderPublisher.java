package dev.souk.order.messaging;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.Discount;
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
    public void announce(List<OrderEvent.Announced> facts) {
        outbox.append(facts.stream().map(OrderPublisher::message).toArray(OutgoingMessage[]::new));
    }

    private static OutgoingMessage message(OrderEvent.Announced fact) {
        return new OutgoingMessage(TOPIC, fact.orderId().toString(), fact.type(),
                "order-service/" + fact.type() + ".v1", publishedForm(fact));
    }

    static Object publishedForm(OrderEvent.Announced fact) {
        return switch (fact) {
            case OrderEvent.OrderCreated created -> created(created);
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

    private static OrderMessages.OrderCreated created(OrderEvent.OrderCreated created) {
        Charges charges = created.chargesOrNone();
        List<OrderMessages.Line> lines = new ArrayList<>();
        for (int index = 0; index < created.lines().size(); index++) {
            OrderLine line = created.lines().get(index);
            Charges.OfLine charged = charges.lines().get(index);
            lines.add(new OrderMessages.Line(line.sku(), line.quantity(), line.unitPrice().amount(),
                    charged.discount().amount(), charged.tax().amount()));
        }
        Charges.OfShipping shipping = charges.shipping();
        return new OrderMessages.OrderCreated(created.orderId().value(), created.userId().value(),
                created.total().currency().getCurrencyCode(), created.total().amount(), lines,
                charges.discounts().stream().map(OrderPublisher::discount).toList(),
                new OrderMessages.Shipping(shipping.price().amount(), shipping.discount().amount(),
                        shipping.tax().amount()),
                charges.tax().amount(), charges.taxIncluded(), created.paymentToken(), created.occurredAt(),
                created.expiresAt());
    }

    private static OrderMessages.Discount discount(Discount discount) {
        return new OrderMessages.Discount(discount.promotionId(), discount.code(), discount.name(),
                discount.amount().amount());
    }
}
