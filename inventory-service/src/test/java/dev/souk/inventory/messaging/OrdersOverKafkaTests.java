package dev.souk.inventory.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.souk.contracts.EventContract;
import dev.souk.inventory.InventoryServiceTest;
import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.Reader;
import dev.souk.inventory.fulfilment.Shipment;
import dev.souk.inventory.fulfilment.ShipmentService;
import dev.souk.inventory.fulfilment.ShipmentStatus;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockService;
import dev.souk.inventory.stock.StockSummary;
import dev.souk.inventory.stock.Supply;
import dev.souk.inventory.stock.Warehouse;

@InventoryServiceTest
class OrdersOverKafkaTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Environment environment;
    private final StockService stock;
    private final ShipmentService shipments;
    private final JdbcClient jdbc;
    private final Sku sku = new Sku("K-" + UUID.randomUUID());
    private final KafkaProducer<String, byte[]> kafka;

    @Autowired
    OrdersOverKafkaTests(Environment environment, StockService stock, ShipmentService shipments,
            JdbcClient jdbc) {
        this.environment = environment;
        this.stock = stock;
        this.shipments = shipments;
        this.jdbc = jdbc;
        this.kafka = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        environment.getRequiredProperty("spring.kafka.bootstrap-servers")),
                new StringSerializer(), new ByteArraySerializer());
    }

    @BeforeEach
    void supply() {
        stock.supply("for " + sku, Warehouse.MAIN, List.of(new Supply(sku, 100)), UUID.randomUUID());
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aConfirmedOrderIsShippedInWhateverOrderItsMessagesCome() {
        var orders = new ArrayList<UUID>();
        for (var sequence : List.of(List.of("OrderCreated", "OrderConfirmed"),
                List.of("OrderConfirmed", "OrderCreated"),
                List.of("OrderCreated", "OrderCreated", "OrderConfirmed", "OrderConfirmed"),
                List.of("OrderConfirmed", "OrderConfirmed", "OrderCreated", "OrderCreated"))) {
            orders.add(send(sequence));
        }

        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(orders).extracting(this::stateOf).allMatch("COMMITTED"::equals));
        assertThat(stock.of(sku)).isEqualTo(new StockSummary(sku, 92, 0, 8, 100));
        assertThat(orders).allSatisfy(
                order -> assertThat(said(order)).filteredOn("ShipmentCreated"::equals).hasSize(1));
    }

    @Test
    void aCancelledOrderHoldsNothingInWhateverOrderItsMessagesCome() {
        var released = send(List.of("OrderCreated", "OrderCancelled", "OrderCancelled"));
        var neverHeld = send(List.of("OrderCancelled", "OrderCreated", "OrderCreated"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(stateOf(released)).isEqualTo("RELEASED");
            assertThat(stateOf(neverHeld)).isEqualTo("CANCELLED_EARLY");
        });
        assertThat(stock.of(sku)).isEqualTo(new StockSummary(sku, 100, 0, 0, 100));
        assertThat(said(released)).containsExactly("StockReserved", "StockReleased");
    }

    @Test
    void whatComesBackIsSoldAgainHoweverOftenItIsSaid() {
        var order = send(List.of("OrderCreated", "OrderConfirmed"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stateOf(order)).isEqualTo("COMMITTED"));
        jdbc.sql("UPDATE shipment SET status = 'DISPATCHED' WHERE order_id = :id").param("id", order).update();

        send(order, UuidCreator.getTimeOrderedEpoch(), "ReturnReceived");
        send(order, UuidCreator.getTimeOrderedEpoch(), "ReturnReceived");
        send(order, UuidCreator.getTimeOrderedEpoch(), "OrderCancellationRequested");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(said(order)).contains("ShipmentCancellationRefused"));
        assertThat(stock.of(sku)).isEqualTo(new StockSummary(sku, 99, 0, 1, 100));
    }

    @Test
    void goodsLeaveOnceTheirMoneyWasTakenHoweverEarlyAndOftenThatIsSaid() {
        var order = UUID.randomUUID();
        var id = UuidCreator.getTimeOrderedEpoch();
        for (UUID message : List.of(id, id, UuidCreator.getTimeOrderedEpoch())) {
            send("payment-service", "payments", order, message, "PaymentCaptured",
                    sample("payment-service", "PaymentCaptured", order));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(captured(order)).isTrue());
        send(order, UuidCreator.getTimeOrderedEpoch(), "OrderCreated");
        send(order, UuidCreator.getTimeOrderedEpoch(), "OrderConfirmed");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stateOf(order)).isEqualTo("COMMITTED"));

        var parcel = shipments.ofOrder(new OrderId(order), new Reader(UUID.randomUUID(), true)).getFirst();

        assertThat(shipments.dispatch(parcel.id(), new Shipment.Tracking(null, null), UUID.randomUUID()).status())
                .isEqualTo(ShipmentStatus.DISPATCHED);
    }

    @Test
    void theSameMessageTwiceTakesEffectOnce() {
        var order = UUID.randomUUID();
        var id = UuidCreator.getTimeOrderedEpoch();
        send(order, id, "OrderCreated");
        send(order, id, "OrderCreated");
        send(order, UuidCreator.getTimeOrderedEpoch(), "OrderConfirmed");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stateOf(order)).isEqualTo("COMMITTED"));
        assertThat(said(order)).containsExactly("StockReserved", "ShipmentCreated");
    }

    @Test
    void aPoisonedMessageDoesNotStopItsNeighbours() {
        var poisoned = UUID.randomUUID();
        var before = send(List.of("OrderCreated"));
        send(poisoned, UuidCreator.getTimeOrderedEpoch(), "OrderCreated", "{\"orderId\": 7}");
        var after = send(List.of("OrderCreated", "OrderConfirmed"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(stateOf(before)).isEqualTo("HELD");
            assertThat(stateOf(after)).isEqualTo("COMMITTED");
        });
        assertThat(stateOf(poisoned)).isEqualTo("nothing");
    }

    @Test
    void whatIsReallyWrittenKeepsTheContracts() {
        send(List.of("OrderCreated", "OrderConfirmed"));
        var withdrawn = send(List.of("OrderCreated", "OrderConfirmed", "OrderCancellationRequested"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stateOf(withdrawn)).isEqualTo("WITHDRAWN"));

        record Written(String type, String payload) {}
        var written = jdbc.sql("SELECT type, payload FROM outbox").query(Written.class).list();

        assertThat(written).extracting(Written::type).contains("StockReserved", "ShipmentCreated", "ShipmentCancelled",
                "StockLevelChanged");
        assertThat(written).allSatisfy(
                message -> EventContract.of("inventory-service", message.type(), 1).validate(message.payload()));
    }

    private UUID send(List<String> types) {
        var order = UUID.randomUUID();
        types.forEach(type -> send(order, UuidCreator.getTimeOrderedEpoch(), type));
        return order;
    }

    private void send(UUID order, UUID messageId, String type) {
        send(order, messageId, type, sample("order-service", type, order).replace("MUG-BLUE-350", sku.value()));
    }

    private static String sample(String service, String type, UUID order) {
        return EventContract.of(service, type, 1).sample().replace("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001",
                order.toString());
    }

    private void send(UUID order, UUID messageId, String type, String json) {
        send("order-service", "orders", order, messageId, type, json);
    }

    private void send(String service, String topic, UUID order, UUID messageId, String type, String json) {
        var record = new ProducerRecord<>(environment.getRequiredProperty("souk.messaging.topic-prefix") + topic,
                order.toString(), json.getBytes(StandardCharsets.UTF_8));
        Map.of("ce_id", messageId.toString(), "ce_type", type, "ce_source", service, "ce_time",
                Instant.EPOCH.toString(), "ce_dataschema", service + "/" + type + ".v1", "ce_specversion", "1.0")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        assertThat(kafka.send(record)).succeedsWithin(PATIENCE);
    }

    private String stateOf(UUID order) {
        return jdbc.sql("SELECT state FROM reservation WHERE order_id = :id").param("id", order).query(String.class)
                .optional().orElse("nothing");
    }

    private boolean captured(UUID order) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM captured_order WHERE order_id = :id)").param("id", order)
                .query(Boolean.class).single();
    }

    private List<String> said(UUID order) {
        return jdbc.sql("SELECT type FROM outbox WHERE key = :key ORDER BY id").param("key", order.toString())
                .query(String.class).list();
    }
}
