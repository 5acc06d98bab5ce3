package dev.souk.inventory.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.inventory.fulfilment.FulfilmentEvent;
import dev.souk.inventory.fulfilment.FulfilmentEvents;
import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.OrderLine;
import dev.souk.inventory.stock.Allocation;
import dev.souk.inventory.stock.StockEvents;
import dev.souk.inventory.stock.StockLevelChanged;
import dev.souk.inventory.stock.StockRunningLow;

/** Gives each fact its published form; a new kind of fact does not compile before it has one. */
@Component
class InventoryPublisher implements FulfilmentEvents, StockEvents {

    private final Outbox outbox;

    InventoryPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announce(List<FulfilmentEvent> events) {
        append(events.stream().map(InventoryPublisher::published).toList());
    }

    @Override
    public void announceLevels(List<StockLevelChanged> changes) {
        append(changes.stream().map(InventoryPublisher::published).toList());
    }

    @Override
    public void announceLow(List<StockRunningLow> news) {
        append(news.stream().map(InventoryPublisher::published).toList());
    }

    private void append(List<OutgoingMessage> messages) {
        if (!messages.isEmpty()) {
            outbox.append(messages.toArray(OutgoingMessage[]::new));
        }
    }

    static OutgoingMessage published(StockLevelChanged change) {
        return message("stock", change.sku().value(), "StockLevelChanged",
                new Level(change.sku().value(), change.available(), change.version()));
    }

    static OutgoingMessage published(StockRunningLow news) {
        return message("stock", news.sku().value(), "StockRunningLow",
                new Low(news.sku().value(), news.available(), news.threshold()));
    }

    static OutgoingMessage published(FulfilmentEvent event) {
        return switch (event) {
            case FulfilmentEvent.StockReserved it -> reservation(it.orderId(), "StockReserved",
                    new Reserved(it.orderId().value(), held(it.lines()), it.expiresAt()));
            case FulfilmentEvent.StockRejected it -> reservation(it.orderId(), "StockRejected",
                    new Rejected(it.orderId().value(), it.shortages().stream()
                            .map(line -> new Missing(line.sku().value(), line.requested(), line.available()))
                            .toList()));
            case FulfilmentEvent.StockReleased it -> reservation(it.orderId(), "StockReleased",
                    new Released(it.orderId().value(), held(it.lines())));
            case FulfilmentEvent.ShipmentCreated it -> shipment(it.orderId(), "ShipmentCreated",
                    new Created(it.shipmentId().value(), it.orderId().value(), it.userId(), it.warehouse().code(),
                            sent(it.lines()), it.createdAt()));
            case FulfilmentEvent.ShipmentDispatched it -> shipment(it.orderId(), "ShipmentDispatched",
                    new Dispatched(it.shipmentId().value(), it.orderId().value(), it.userId(), it.dispatchedAt(),
                            it.carrier(), it.trackingNumber(), sent(it.lines())));
            case FulfilmentEvent.ShipmentDelivered it -> shipment(it.orderId(), "ShipmentDelivered",
                    new Delivered(it.shipmentId().value(), it.orderId().value(), it.userId(), it.deliveredAt(),
                            it.remaining()));
            case FulfilmentEvent.ShipmentCancelled it -> shipment(it.orderId(), "ShipmentCancelled",
                    new Stopped(it.orderId().value(), it.cancelledAt()));
            case FulfilmentEvent.ShipmentCancellationRefused it -> shipment(it.orderId(), "ShipmentCancellationRefused",
                    new Refused(it.orderId().value(), it.reason()));
        };
    }

    private static OutgoingMessage reservation(OrderId orderId, String type, Object data) {
        return message("reservations", orderId.toString(), type, data);
    }

    private static OutgoingMessage shipment(OrderId orderId, String type, Object data) {
        return message("shipments", orderId.toString(), type, data);
    }

    private static OutgoingMessage message(String topic, String key, String type, Object data) {
        return new OutgoingMessage(topic, key, type, "inventory-service/" + type + ".v1", data);
    }

    private static List<Held> held(List<Allocation> lines) {
        return lines.stream().map(line -> new Held(line.sku().value(), line.quantity(), line.warehouse().code()))
                .toList();
    }

    private static List<Sent> sent(List<OrderLine> lines) {
        return lines.stream().map(line -> new Sent(line.sku().value(), line.quantity())).toList();
    }

    private record Held(String sku, long quantity, String warehouse) {}

    private record Reserved(UUID orderId, List<Held> lines, Instant expiresAt) {}

    private record Missing(String sku, long requested, long available) {}

    private record Rejected(UUID orderId, List<Missing> shortages) {}

    private record Released(UUID orderId, List<Held> lines) {}

    private record Sent(String sku, long quantity) {}

    private record Created(UUID shipmentId, UUID orderId, UUID userId, String warehouse, List<Sent> lines,
            Instant createdAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Dispatched(UUID shipmentId, UUID orderId, UUID userId, Instant dispatchedAt,
            @Nullable String carrier,
            @Nullable String trackingNumber, List<Sent> lines) {}

    private record Delivered(UUID shipmentId, UUID orderId, UUID userId, Instant deliveredAt, int remaining) {}

    private record Stopped(UUID orderId, Instant cancelledAt) {}

    private record Refused(UUID orderId, String reason) {}

    private record Level(String sku, long available, long version) {}

    private record Low(String sku, long available, long threshold) {}
}
