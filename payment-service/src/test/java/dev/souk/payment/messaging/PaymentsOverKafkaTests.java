package dev.souk.payment.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.souk.contracts.EventContract;
import dev.souk.payment.PaymentServiceTest;
import dev.souk.payment.intent.OrderId;
import dev.souk.payment.intent.Orders;
import dev.souk.payment.intent.Orders.Booked;
import dev.souk.payment.intent.PaymentService;

@PaymentServiceTest
class PaymentsOverKafkaTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TOTAL = 2598;
    private static final Message CREATED = new Message("orders", "order-service", "OrderCreated");
    private static final Message STOCK_RESERVED = new Message("reservations", "inventory-service", "StockReserved");
    private static final Message SHIPMENT_CREATED = new Message("shipments", "inventory-service", "ShipmentCreated");
    private static final Message CANCELLED = new Message("orders", "order-service", "OrderCancelled");

    private final Environment environment;
    private final JdbcClient jdbc;
    private final Orders orders;
    private final KafkaProducer<String, byte[]> kafka;

    private record Message(String topic, String service, String type) {}

    @Autowired
    PaymentsOverKafkaTests(Environment environment, JdbcClient jdbc, PaymentService payments) {
        this.environment = environment;
        this.jdbc = jdbc;
        this.orders = new Orders(payments, jdbc);
        this.kafka = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        environment.getRequiredProperty("spring.kafka.bootstrap-servers")),
                new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aGoodOrderIsChargedOnceInWhateverOrderItsMessagesCome() {
        var placed = permutations(List.of(CREATED, STOCK_RESERVED, SHIPMENT_CREATED)).map(this::sendTwice).toList();

        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(placed).extracting(orders::stateOf).allMatch("CAPTURED"::equals));
        assertThat(placed).allSatisfy(order -> {
            assertThat(orders.booked(order)).containsExactly(new Booked(TOTAL, TOTAL, 0, false));
            assertThat(orders.ledger(order)).isEqualTo(TOTAL);
            assertThat(orders.said(order)).containsExactly("PaymentReserved", "PaymentCaptured");
        });
    }

    @Test
    void aCancelledOrderKeepsNoMoneyInWhateverOrderItsMessagesCome() {
        var placed = permutations(List.of(CREATED, STOCK_RESERVED, SHIPMENT_CREATED, CANCELLED)).map(this::sendTwice)
                .toList();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(placed).allSatisfy(order -> {
            assertThat(orders.stateOf(order)).isIn("VOIDED", "REFUNDING");
            assertThat(orders.booked(order)).allSatisfy(booked -> {
                assertThat(booked.refunded()).isEqualTo(booked.captured());
                assertThat(booked.voided()).isEqualTo(booked.captured() == 0);
            });
            assertThat(orders.ledger(order)).isZero();
        }));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql(
                "SELECT count(*) FROM provider_call WHERE answered_at IS NULL").query(Long.class).single()).isZero());
        assertThat(placed).allSatisfy(order -> assertThat(orders.booked(order)).hasSizeLessThanOrEqualTo(1));
    }

    @Test
    void whatIsReallyWrittenKeepsTheContracts() {
        var order = sendTwice(List.of(CREATED, STOCK_RESERVED, SHIPMENT_CREATED));
        await().atMost(PATIENCE).until(() -> orders.stateOf(order), "CAPTURED"::equals);

        record Written(String type, String payload) {}
        var written = jdbc.sql("SELECT type, payload FROM outbox").query(Written.class).list();

        assertThat(written).isNotEmpty().allSatisfy(
                message -> EventContract.of("payment-service", message.type(), 1).validate(message.payload()));
    }

    private OrderId sendTwice(List<Message> messages) {
        var order = new OrderId(UUID.randomUUID());
        for (Message message : messages) {
            var id = UuidCreator.getTimeOrderedEpoch();
            // the same message again, and the same fact under another id
            send(order, id, message);
            send(order, id, message);
            send(order, UuidCreator.getTimeOrderedEpoch(), message);
        }
        return order;
    }

    private void send(OrderId order, UUID id, Message message) {
        var json = EventContract.of(message.service(), message.type(), 1).sample()
                .replace("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001", order.toString());
        var record = new ProducerRecord<>(
                environment.getRequiredProperty("souk.messaging.topic-prefix") + message.topic(),
                order.toString(), json.getBytes(StandardCharsets.UTF_8));
        Map.of("ce_id", id.toString(), "ce_type", message.type(), "ce_source", message.service(), "ce_time",
                Instant.EPOCH.toString(), "ce_dataschema", message.service() + "/" + message.type() + ".v1",
                "ce_specversion", "1.0")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        assertThat(kafka.send(record)).succeedsWithin(PATIENCE);
    }

    private static Stream<List<Message>> permutations(List<Message> messages) {
        if (messages.isEmpty()) {
            return Stream.of(List.of());
        }
        return messages.stream().flatMap(first -> {
            var others = new ArrayList<>(messages);
            others.remove(first);
            return permutations(others).map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList());
        });
    }
}
