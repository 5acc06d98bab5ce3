package dev.souk.order.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnAnnouncements;

/** Puts the facts of returns into the outbox, among those of their orders. */
@Component
class ReturnPublisher implements ReturnAnnouncements {

    /** @param refund in minor units of the currency */
    record ReturnReceived(UUID returnId, UUID orderId, UUID userId, List<Line> lines, long refund, String currency,
            Instant receivedAt) {

        record Line(String sku, int quantity) {}
    }

    private final Outbox outbox;

    ReturnPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void received(Return received) {
        outbox.append(new OutgoingMessage(OrderPublisher.TOPIC, received.orderId().toString(), "ReturnReceived",
                "order-service/ReturnReceived.v1", publishedForm(received)));
    }

    static ReturnReceived publishedForm(Return received) {
        return new ReturnReceived(received.id().value(), received.orderId().value(), received.userId().value(),
                received.lines().stream().map(line -> new ReturnReceived.Line(line.sku(), line.quantity())).toList(),
                received.refund().amount(), received.refund().currency().getCurrencyCode(), received.changedAt());
    }
}
