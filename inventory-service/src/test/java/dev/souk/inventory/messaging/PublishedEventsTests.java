package dev.souk.inventory.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.contracts.EventContract;
import dev.souk.inventory.fulfilment.FulfilmentEvent;
import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.OrderLine;
import dev.souk.inventory.fulfilment.ShipmentId;
import dev.souk.inventory.fulfilment.Shortage;
import dev.souk.inventory.stock.Allocation;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockLevelChanged;
import dev.souk.inventory.stock.StockRunningLow;
import dev.souk.inventory.stock.Warehouse;
import tools.jackson.databind.json.JsonMapper;

class PublishedEventsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final OrderId ORDER = new OrderId(UUID.randomUUID());
    private static final ShipmentId SHIPMENT = new ShipmentId(UUID.randomUUID());
    private static final UUID USER = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Sku SKU = new Sku("MUG");
    private static final List<OrderLine> LINES = List.of(new OrderLine(SKU, 2));
    private static final List<Allocation> HELD = List.of(new Allocation(SKU, Warehouse.MAIN, 2));

    static Stream<FulfilmentEvent> events() {
        return Stream.of(new FulfilmentEvent.StockReserved(ORDER, HELD, NOW),
                new FulfilmentEvent.StockRejected(ORDER, List.of(new Shortage(SKU, 2, 0))),
                new FulfilmentEvent.StockReleased(ORDER, HELD),
                new FulfilmentEvent.ShipmentCreated(SHIPMENT, ORDER, USER, Warehouse.MAIN, LINES, NOW),
                new FulfilmentEvent.ShipmentDispatched(SHIPMENT, ORDER, USER, NOW, "Post", "P1", LINES),
                new FulfilmentEvent.ShipmentDispatched(SHIPMENT, ORDER, USER, NOW, null, null, LINES),
                new FulfilmentEvent.ShipmentDelivered(SHIPMENT, ORDER, USER, NOW, 1),
                new FulfilmentEvent.ShipmentCancelled(ORDER, NOW),
                new FulfilmentEvent.ShipmentCancellationRefused(ORDER, "already dispatched"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyFactOfAnOrderKeepsItsContract(FulfilmentEvent event) {
        var message = InventoryPublisher.published(event);

        assertThat(message.key()).isEqualTo(ORDER.toString());
        keepsItsContract(message);
    }

    @Test
    void everyKindOfFactIsTested() {
        assertThat(events().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(FulfilmentEvent.class.getPermittedSubclasses());
    }

    @Test
    void aChangedLevelKeepsItsContract() {
        var message = InventoryPublisher.published(new StockLevelChanged(SKU, 3, 7));

        assertThat(message.topic()).isEqualTo("stock");
        assertThat(message.key()).isEqualTo("MUG");
        keepsItsContract(message);
    }

    @Test
    void lowStockKeepsItsContract() {
        var message = InventoryPublisher.published(new StockRunningLow(SKU, 3, 5));

        assertThat(message.topic()).isEqualTo("stock");
        assertThat(message.key()).isEqualTo("MUG");
        keepsItsContract(message);
    }

    private static void keepsItsContract(OutgoingMessage message) {
        assertThat(message.dataSchema()).isEqualTo("inventory-service/" + message.type() + ".v1");
        EventContract.of("inventory-service", message.type(), 1).validate(JSON.writeValueAsString(message.data()));
    }
}
