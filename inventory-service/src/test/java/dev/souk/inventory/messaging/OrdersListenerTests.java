package dev.souk.inventory.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.contracts.EventContract;
import dev.souk.inventory.fulfilment.OrderFact;
import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.OrderLine;
import dev.souk.inventory.stock.Sku;

/** What is read of the samples that the producer's contract gives. */
class OrdersListenerTests {

    private static final OrderId ORDER = new OrderId(UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001"));

    @Test
    void readsOrderCreated() {
        assertThat(OrdersListener.fact(sample("OrderCreated"))).contains(new OrderFact.Created(ORDER,
                UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7002"),
                List.of(new OrderLine(new Sku("MUG-BLUE-350"), 2)),
                Instant.parse("2026-03-01T12:30:00Z")));
    }

    @Test
    void readsTheOrdersFate() {
        assertThat(OrdersListener.fact(sample("OrderConfirmed"))).contains(new OrderFact.Confirmed(ORDER));
        assertThat(OrdersListener.fact(sample("OrderCancelled"))).contains(new OrderFact.Cancelled(ORDER));
        assertThat(OrdersListener.fact(sample("OrderCancellationRequested")))
                .contains(new OrderFact.CancellationRequested(ORDER));
    }

    @Test
    void readsThatGoodsHaveComeBack() {
        assertThat(OrdersListener.fact(sample("ReturnReceived"))).contains(new OrderFact.Returned(ORDER,
                UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7009"),
                List.of(new OrderLine(new Sku("MUG-BLUE-350"), 1))));
    }

    @Test
    void skipsWhatIsNotForInventory() {
        assertThat(OrdersListener.fact(message("OrderFramed", "{}"))).isEmpty();
    }

    private static IncomingMessage sample(String type) {
        return message(type, EventContract.of("order-service", type, 1).sample());
    }

    private static IncomingMessage message(String type, String json) {
        return new IncomingMessage(UUID.randomUUID(), "orders", ORDER.toString(), type, Instant.EPOCH,
                json.getBytes(StandardCharsets.UTF_8));
    }
}
