package dev.souk.product.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.common.web.test.TestTokens;
import dev.souk.contracts.EventContract;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.messaging.OrdersListener.Line;
import dev.souk.product.messaging.OrdersListener.OrderCancelled;
import dev.souk.product.messaging.OrdersListener.OrderConfirmed;
import dev.souk.product.messaging.OrdersListener.OrderCreated;
import dev.souk.product.messaging.UsersListener.UserDeleted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** The events that tell who bought what, as they really come. */
@ProductPlatform
class PurchaseListenersTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final UUID ORDER = UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001");
    private static final UUID SHOPPER = UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7002");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JsonMapper json;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Announcements announcements;

    @Test
    void theContractsSamplesAreUnderstood() {
        assertThat(sample("order-service", OrderCreated.class))
                .isEqualTo(new OrderCreated(ORDER, SHOPPER, List.of(new Line("MUG-BLUE-350"))));
        assertThat(sample("order-service", OrderConfirmed.class))
                .isEqualTo(new OrderConfirmed(ORDER, SHOPPER, Instant.parse("2026-03-01T12:00:00Z")));
        assertThat(sample("order-service", OrderCancelled.class)).isEqualTo(new OrderCancelled(ORDER, SHOPPER));
        assertThat(sample("user-service", UserDeleted.class))
                .isEqualTo(new UserDeleted(SHOPPER, Instant.parse("2026-03-01T12:00:00Z")));
    }

    @Test
    void anOrderIsBoughtWhenItIsConfirmedAndForgottenWithItsShopper() {
        Shop shop = new Shop(mvc);
        String sku = "SKU-" + UUID.randomUUID();
        shop.newProduct("Radio", sku, shop.newCategory(), 1);
        UUID order = UUID.randomUUID();
        UUID shopper = UUID.randomUUID();
        send("order-service", "orders", "OrderCreated", order, shopper, "MUG-BLUE-350", sku);
        send("order-service", "orders", "OrderCancellationRequested", order, shopper, "", "");
        send("order-service", "orders", "OrderConfirmed", order, shopper, "", "");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counted(order)).containsExactly(true));

        send("user-service", "users", "UserDeleted", order, shopper, "", "");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                jdbc.sql("SELECT shopper_id FROM purchase_order WHERE order_id = :id").param("id", order)
                        .query((row, _) -> row.getString(1) == null).single())
                .isTrue());

        send("order-service", "orders", "OrderCancelled", order, shopper, "", "");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(counted(order)).containsExactly(false));
    }

    @ParameterizedTest
    @CsvSource({"order-service,orders,OrderCancelled", "user-service,users,UserDeleted"})
    void aReviewGoesWithItsOrderOrItsAccount(String service, String topic, String event) {
        Shop shop = new Shop(mvc);
        String sku = "SKU-" + UUID.randomUUID();
        String product = shop.newProduct("Radio", sku, shop.newCategory(), 1);
        UUID order = UUID.randomUUID();
        UUID shopper = UUID.randomUUID();
        send("order-service", "orders", "OrderCreated", order, shopper, "MUG-BLUE-350", sku);
        send("order-service", "orders", "OrderConfirmed", order, shopper, "", "");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mvc.post()
                .uri("/api/v1/products/{id}/reviews", product)
                .header(HttpHeaders.AUTHORIZATION, TestTokens.shopper(shopper).bearer())
                .contentType(MediaType.APPLICATION_JSON).content("{\"rating\": 5}")).hasStatus(201));

        send(service, topic, event, order, shopper, "", "");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                jdbc.sql("SELECT count(*) FROM review WHERE product_id = CAST(:id AS uuid)").param("id", product)
                        .query(Long.class).single())
                .isZero());
    }

    private List<Boolean> counted(UUID order) {
        return jdbc.sql("SELECT counted FROM purchase WHERE order_id = :id").param("id", order).query(Boolean.class)
                .list();
    }

    private <T> T sample(String service, Class<T> event) {
        return json.readValue(EventContract.of(service, event.getSimpleName(), 1).sample(), event);
    }

    /** The contract's sample, but of this order and shopper. */
    private void send(String service, String topic, String type, UUID order, UUID shopper, String from, String to) {
        String data = EventContract.of(service, type, 1).sample()
                .replace(ORDER.toString(), order.toString())
                .replace(SHOPPER.toString(), shopper.toString())
                .replace(from, to);
        announcements.send(service, topic, type, order.toString(), data);
    }
}
