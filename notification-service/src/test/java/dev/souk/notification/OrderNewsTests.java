package dev.souk.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.Engines;
import dev.souk.test.SoukEngines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on real engines: news comes in by Kafka and goes out by SMTP and by the API. */
@SpringBootTest
@AutoConfigureMockMvc
@WithTestTokens
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.MAIL})
class OrderNewsTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final WireMockExtension USER_SERVICE = WireMockExtension.newInstance()
            .options(options().dynamicPort()).build();

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvcTester http;

    private final UUID order = UUID.randomUUID();
    private final UUID shopper = UUID.randomUUID();
    private final String email = "shopper-" + shopper + "@souk.test";

    @DynamicPropertySource
    static void userService(DynamicPropertyRegistry properties) {
        properties.add("spring.cloud.discovery.client.simple.instances.user-service[0].uri", USER_SERVICE::baseUrl);
        properties.add("SOUK_SERVICE_SECRET", () -> "Rk7pQ2xW9vN4mZ8c");
    }

    @BeforeEach
    void theShopperHasAnAccount() {
        USER_SERVICE.stubFor(post("/internal/service-tokens")
                .willReturn(okJson("{\"accessToken\": \"a-service-token\", \"expiresIn\": 300}")));
        USER_SERVICE.stubFor(get("/internal/users/" + shopper + "/contact")
                .withHeader("Authorization", equalTo("Bearer a-service-token"))
                .willReturn(okJson("""
                        {"userId": "%s", "email": "%s", "displayName": "Ada Lovelace"}""".formatted(shopper, email))));
    }

    @Test
    void theShopperIsToldAtEachStepByMailAndInTheApplication() {
        UUID parcel = UUID.randomUUID();
        orderEvent("OrderCreated", Map.of("total", 2598, "currency", "USD"));
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(SOON).until(() -> mails().size() == 2);
        shipmentEvent("ShipmentDispatched", parcel);
        await().atMost(SOON).until(() -> mails().size() == 3);
        shipmentEvent("ShipmentDelivered", parcel);
        await().atMost(SOON).until(() -> mails().size() == 4);

        assertThat(mails()).extracting(mail -> mail.path("subject").asString()).containsExactly(
                "We have received your order", "Your order is confirmed", "Your order is on its way",
                "Your order was delivered");
        assertThat(mails().getFirst().path("mimeMessage").asString())
                .contains("Hello Ada Lovelace,", "25.98 USD", "text/plain", "text/html", order.toString());
        assertThat(kindsToldTo(shopper)).containsExactly("ORDER_DELIVERED", "ORDER_SHIPPED", "ORDER_CONFIRMED",
                "ORDER_RECEIVED");
    }

    @Test
    void whatIsAnnouncedAgainUnderAnotherMessageIdMailsOnce() {
        orderEvent("OrderCreated", Map.of("total", 100, "currency", "USD"));
        orderEvent("OrderCreated", Map.of("total", 100, "currency", "USD"));
        orderEvent("OrderCancelled", Map.of("reason", "OUT_OF_STOCK"));

        await().atMost(SOON).until(() -> mails().stream()
                .anyMatch(mail -> mail.path("subject").asString().equals("Your order was cancelled")));

        assertThat(mails()).hasSize(2);
        assertThat(mails().getLast().path("mimeMessage").asString()).contains("no longer in stock");
    }

    @Test
    void newsThatDoesNotSayWhoseItIsWaitsUntilOtherNewsDoes() {
        UUID payment = UUID.randomUUID();
        send("payments", "PaymentDeclined", Map.of("paymentId", payment, "orderId", order, "triesLeft", 2));
        await().atMost(SOON).until(() -> jdbc.sql("select count(*) from notification where subject = :payment")
                .param("payment", payment).query(Long.class).single() == 1);
        assertThat(kindsToldTo(shopper)).isEmpty();

        orderEvent("OrderCreated", Map.of("total", 100, "currency", "USD"));

        await().atMost(SOON).until(() -> mails().size() == 2);
        assertThat(kindsToldTo(shopper)).containsExactlyInAnyOrder("ORDER_RECEIVED", "PAYMENT_DECLINED");
    }

    @Test
    void aMailWaitsWhileUserServiceIsAway() {
        USER_SERVICE.stubFor(get("/internal/users/" + shopper + "/contact").willReturn(aResponse().withStatus(503)));
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(SOON).until(() -> jdbc.sql("""
                select count(*) from mail m join notification n on n.id = m.notification_id
                where n.order_id = :order and m.last_failure is not null""")
                .param("order", order).query(Long.class).single() == 1);
        assertThat(kindsToldTo(shopper)).containsExactly("ORDER_CONFIRMED");

        theShopperHasAnAccount();

        await().atMost(SOON).until(() -> mails().size() == 1);
    }

    @Test
    void aDeletedShopperGetsNoMailAndNobodyTriesForEver() {
        USER_SERVICE.stubFor(get("/internal/users/" + shopper + "/contact").willReturn(aResponse().withStatus(404)));

        orderEvent("OrderConfirmed", Map.of());

        await().atMost(SOON).until(() -> jdbc.sql("""
                select count(*) from mail m join notification n on n.id = m.notification_id
                where n.order_id = :order and m.given_up_at is not null""")
                .param("order", order).query(Long.class).single() == 1);
    }

    @Test
    void aNotificationIsReadByItsOwnerOnly() {
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(SOON).until(() -> !kindsToldTo(shopper).isEmpty());
        JsonNode notification = notificationsOf(shopper, "").path("items").path(0);
        String path = "/api/v1/notifications/" + notification.path("id").asString() + "/read";
        assertThat(notification.path("readAt").isNull()).isTrue();

        assertThat(http.post().uri(path).header(HttpHeaders.AUTHORIZATION,
                TestTokens.shopper(UUID.randomUUID()).bearer())).hasStatus(404);
        assertThat(notificationsOf(shopper, "").path("items").path(0).path("readAt").isNull()).isTrue();
        assertThat(http.post().uri(path).header(HttpHeaders.AUTHORIZATION, TestTokens.shopper(shopper).bearer()))
                .hasStatus(204);
        assertThat(http.post().uri(path).header(HttpHeaders.AUTHORIZATION, TestTokens.shopper(shopper).bearer()))
                .hasStatus(204);
        assertThat(notificationsOf(shopper, "").path("items").path(0).path("readAt").isString()).isTrue();
    }

    @Test
    void notificationsArePagedTheNewestFirst() {
        orderEvent("OrderCreated", Map.of("total", 100, "currency", "USD"));
        orderEvent("OrderConfirmed", Map.of());
        orderEvent("OrderCancelled", Map.of("reason", "BY_SHOPPER"));
        await().atMost(SOON).until(() -> kindsToldTo(shopper).size() == 3);

        JsonNode first = notificationsOf(shopper, "?size=2");
        JsonNode rest = notificationsOf(shopper, "?size=2&cursor=" + first.path("nextCursor").asString());

        assertThat(kinds(first)).containsExactly("ORDER_CANCELLED", "ORDER_CONFIRMED");
        assertThat(kinds(rest)).containsExactly("ORDER_RECEIVED");
        assertThat(rest.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void nobodySeesAnothersNotifications() {
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(SOON).until(() -> !kindsToldTo(shopper).isEmpty());

        assertThat(kindsToldTo(UUID.randomUUID())).isEmpty();
    }

    @Test
    void withoutAGoodTokenThereIsNoEntry() {
        TestTokens.Token token = TestTokens.shopper(shopper);

        assertThat(http.get().uri("/api/v1/notifications")).hasStatus(401);
        for (TestTokens.Token bad : List.of(token.expired(), token.forged(), token.forAudience("another"),
                token.issuedBy("https://elsewhere.test"), TestTokens.service("job-scheduler"))) {
            assertThat(http.get().uri("/api/v1/notifications").header(HttpHeaders.AUTHORIZATION, bad.bearer()))
                    .hasStatus(401);
        }
    }

    private void orderEvent(String type, Map<String, Object> data) {
        send("orders", type, with(Map.of("orderId", order, "userId", shopper), data));
    }

    private void shipmentEvent(String type, UUID parcel) {
        send("shipments", type, Map.of("shipmentId", parcel, "orderId", order, "userId", shopper));
    }

    /** By the service's own outbox: to Kafka and back. */
    private void send(String topic, String type, Map<String, Object> data) {
        transactions.executeWithoutResult(transaction -> outbox
                .append(new OutgoingMessage(topic, order.toString(), type, "test/" + type + ".v1", data)));
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private List<String> kindsToldTo(UUID user) {
        return kinds(notificationsOf(user, ""));
    }

    private static List<String> kinds(JsonNode notifications) {
        return notifications.path("items").valueStream().map(item -> item.path("kind").asString()).toList();
    }

    private JsonNode notificationsOf(UUID user, String query) {
        return JsonMapper.shared().readTree(http.get().uri("/api/v1/notifications" + query)
                .header(HttpHeaders.AUTHORIZATION, TestTokens.shopper(user).bearer()).exchange().getResponse()
                .getContentAsByteArray());
    }

    private List<JsonNode> mails() {
        return RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build().get()
                .uri(Engines.mail().api() + "/api/user/" + email + "/messages")
                .exchangeForRequiredValue((request, answer) -> answer.getStatusCode().is2xxSuccessful()
                        ? JsonMapper.shared().readTree(answer.getBody()).valueStream().toList()
                        : List.<JsonNode>of());
    }
}
