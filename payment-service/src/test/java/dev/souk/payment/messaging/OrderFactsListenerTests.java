package dev.souk.payment.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.money.Money;
import dev.souk.contracts.EventContract;
import dev.souk.payment.intent.OrderFact;
import dev.souk.payment.intent.OrderId;

/** What is read of the samples that the producers' contracts give. */
class OrderFactsListenerTests {

    private static final OrderId ORDER = new OrderId(UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001"));

    @Test
    void readsOrderCreated() {
        var sample = EventContract.of("order-service", "OrderCreated", 1).sample();
        var created = new OrderFact.Created(ORDER, UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7002"),
                Money.of(2598, "USD"), "tok_visa", Instant.parse("2026-03-01T12:30:00Z"));

        assertThat(OrderFactsListener.fact(message("OrderCreated", sample))).contains(created);
        assertThat(
                OrderFactsListener.fact(message("OrderCreated", sample.replace("\"paymentToken\": \"tok_visa\",", ""))))
                .contains(new OrderFact.Created(ORDER, created.userId(), created.total(), null, created.expiresAt()));
    }

    @Test
    void readsWhatHappensToTheOrderAndItsGoods() {
        assertThat(OrderFactsListener.fact(sample("order-service", "OrderCancelled")))
                .contains(new OrderFact.Cancelled(ORDER));
        assertThat(OrderFactsListener.fact(sample("inventory-service", "StockReserved")))
                .contains(new OrderFact.StockReserved(ORDER));
        assertThat(OrderFactsListener.fact(sample("inventory-service", "ShipmentCreated")))
                .contains(new OrderFact.ShipmentCreated(ORDER));
    }

    @Test
    void readsThatGoodsHaveComeBack() {
        assertThat(OrderFactsListener.fact(sample("order-service", "ReturnReceived"))).contains(
                new OrderFact.Returned(ORDER, UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7009"),
                        Money.of(1299, "USD")));
    }

    @Test
    void skipsWhatIsNotForPayment() {
        assertThat(OrderFactsListener.fact(sample("inventory-service", "StockReleased"))).isEmpty();
    }

    private static IncomingMessage sample(String service, String type) {
        return message(type, EventContract.of(service, type, 1).sample());
    }

    private static IncomingMessage message(String type, String json) {
        return new IncomingMessage(UUID.randomUUID(), "any", ORDER.toString(), type, Instant.EPOCH,
                json.getBytes(StandardCharsets.UTF_8));
    }
}
