package dev.souk.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.souk.common.web.test.TestTokens;
import dev.souk.notification.domain.NotificationService;
import dev.souk.notification.domain.OrderId;
import dev.souk.notification.domain.OrderNews;
import dev.souk.notification.domain.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a shopper is told of an order, by mail and in the application. */
@RunningNotificationService
class OrderNewsTests {

    @Autowired
    private OtherServices others;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private NotificationService service;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvcTester http;

    private final UUID order = UUID.randomUUID();
    private final UUID shopper = UUID.randomUUID();
    private final String email = "shopper-" + shopper + "@souk.test";

    @BeforeEach
    void theShopperHasAnAccount() {
        others.userServiceAnswers(contact().willReturn(okJson("""
                {"userId": "%s", "email": "%s", "displayName": "Ada Lovelace"}""".formatted(shopper, email))));
    }

    @Test
    void theShopperIsToldAtEachStepByMailAndInTheApplication() {
        UUID parcel = UUID.randomUUID();
        orderEvent("OrderCreated", Map.of("total", 2598, "currency", "USD"));
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(OtherServices.SOON).until(() -> mails().size() == 2);
        shipmentEvent("ShipmentDispatched", parcel);
        await().atMost(OtherServices.SOON).until(() -> mails().size() == 3);
        shipmentEvent("ShipmentDelivered", parcel);
        await().atMost(OtherServices.SOON).until(() -> mails().size() == 4);

        assertThat(mails()).extracting(mail -> mail.path("subject").asString()).containsExactly(
                "We have received your order", "Your order is confirmed", "A parcel is on its way",
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

        await().atMost(OtherServices.SOON).until(() -> mails().stream()
                .anyMatch(mail -> mail.path("subject").asString().equals("Your order was cancelled")));

        assertThat(mails()).hasSize(2);
        assertThat(mails().getLast().path("mimeMessage").asString()).contains("no longer in stock");
    }

    @Test
    void eachParcelIsAnnouncedAndTheOrderIsDeliveredWithTheLast() {
        arrive(1);
        assertThat(kindsToldTo(shopper)).containsExactly("ORDER_SHIPPED");

        arrive(0);
        assertThat(kindsToldTo(shopper)).containsExactlyInAnyOrder("ORDER_SHIPPED", "ORDER_SHIPPED",
                "ORDER_DELIVERED");
    }

    /** A parcel leaves and arrives; so many are still to come. */
    private void arrive(int remaining) {
        UUID parcel = UUID.randomUUID();
        shipmentEvent("ShipmentDispatched", parcel);
        send("shipments", "ShipmentDelivered",
                Map.of("shipmentId", parcel, "orderId", order, "userId", shopper, "remaining", remaining));
        awaitEverythingRead();
    }

    @Test
    void newsThatDoesNotSayWhoseItIsWaitsUntilOtherNewsDoes() {
        UUID payment = UUID.randomUUID();
        send("payments", "PaymentDeclined", Map.of("paymentId", payment, "orderId", order, "triesLeft", 2));
        await().atMost(OtherServices.SOON)
                .until(() -> jdbc.sql("select count(*) from notification where subject = :payment")
                        .param("payment", payment).query(Long.class).single() == 1);
        assertThat(kindsToldTo(shopper)).isEmpty();

        orderEvent("OrderCreated", Map.of("total", 100, "currency", "USD"));

        await().atMost(OtherServices.SOON).until(() -> mails().size() == 2);
        assertThat(kindsToldTo(shopper)).containsExactlyInAnyOrder("ORDER_RECEIVED", "PAYMENT_DECLINED");
    }

    @Test
    void aMailWaitsWhileUserServiceIsAway() {
        others.userServiceAnswers(contact().willReturn(aResponse().withStatus(503)));
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(OtherServices.SOON).until(() -> jdbc.sql("""
                select count(*) from mail m join notification n on n.id = m.notification_id
                where n.order_id = :order and m.last_failure is not null""")
                .param("order", order).query(Long.class).single() == 1);
        assertThat(kindsToldTo(shopper)).containsExactly("ORDER_CONFIRMED");

        theShopperHasAnAccount();

        await().atMost(OtherServices.SOON).until(() -> mails().size() == 1);
    }

    @Test
    void aDeletedShopperGetsNoMailAndNobodyTriesForEver() {
        others.userServiceAnswers(contact().willReturn(aResponse().withStatus(404)));

        orderEvent("OrderConfirmed", Map.of());

        await().atMost(OtherServices.SOON).until(() -> jdbc.sql("""
                select count(*) from mail m join notification n on n.id = m.notification_id
                where n.order_id = :order and m.given_up_at is not null""")
                .param("order", order).query(Long.class).single() == 1);
    }

    @Test
    void nothingIsLeftOfWhatADeletedShopperWasTold() {
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(OtherServices.SOON).until(() -> mails().size() == 1);

        leave();
        await().atMost(OtherServices.SOON).until(() -> stored() == 0);

        assertThat(kindsToldTo(shopper)).isEmpty();
        leave();
        awaitEverythingRead();
    }

    @Test
    void newsOfADeletedShoppersOrdersIsToldToNobody() {
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(OtherServices.SOON).until(() -> mails().size() == 1);
        leave();
        await().atMost(OtherServices.SOON).until(() -> stored() == 0);

        shipmentEvent("ShipmentDispatched", UUID.randomUUID());
        send("payments", "PaymentDeclined", Map.of("paymentId", UUID.randomUUID(), "orderId", order, "triesLeft", 2));
        awaitEverythingRead();

        assertThat(stored()).isZero();
        assertThat(mails()).hasSize(1);
    }

    @Test
    void whatWaitedForItsOwnerGoesWhenTheOwnerIsKnownAsDeleted() {
        leave();
        send("payments", "PaymentDeclined", Map.of("paymentId", UUID.randomUUID(), "orderId", order, "triesLeft", 2));
        await().atMost(OtherServices.SOON).until(() -> stored() == 1);
        await().atMost(OtherServices.SOON).until(() -> jdbc
                .sql("select count(*) from deleted_user where user_id = :id").param("id", shopper)
                .query(Long.class).single() == 1);

        orderEvent("OrderCreated", Map.of("total", 100, "currency", "USD"));

        await().atMost(OtherServices.SOON).until(() -> stored() == 0);
        assertThat(mails()).isEmpty();
    }

    @Test
    void aDeletionWaitsForNewsThatIsBeingStored() throws Exception {
        UserId owner = new UserId(shopper);
        CountDownLatch stored = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch commit = new CountDownLatch(1);
            Future<?> news = threads.submit(() -> transactions.executeWithoutResult(transaction -> {
                service.tell(new OrderNews.Confirmed(new OrderId(order)), owner);
                stored.countDown();
                awaitUninterruptibly(commit);
            }));
            stored.await();
            Future<?> deletion = threads.submit(() -> transactions
                    .executeWithoutResult(transaction -> service.forget(owner, Instant.EPOCH)));
            await().until(() -> jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                    .query(Long.class).single() > 0 || deletion.isDone());
            commit.countDown();
            news.get();
            deletion.get();
        }

        assertThat(stored()).isZero();
    }

    @Test
    void aNotificationIsReadByItsOwnerOnly() {
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(OtherServices.SOON).until(() -> !kindsToldTo(shopper).isEmpty());
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
        await().atMost(OtherServices.SOON).until(() -> kindsToldTo(shopper).size() == 3);

        JsonNode first = notificationsOf(shopper, "?size=2");
        JsonNode rest = notificationsOf(shopper, "?size=2&cursor=" + first.path("nextCursor").asString());

        assertThat(kinds(first)).containsExactly("ORDER_CANCELLED", "ORDER_CONFIRMED");
        assertThat(kinds(rest)).containsExactly("ORDER_RECEIVED");
        assertThat(rest.path("nextCursor").isNull()).isTrue();
    }

    @Test
    void nobodySeesAnothersNotifications() {
        orderEvent("OrderConfirmed", Map.of());
        await().atMost(OtherServices.SOON).until(() -> !kindsToldTo(shopper).isEmpty());

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

    private void send(String topic, String type, Map<String, Object> data) {
        others.say(topic, order.toString(), type, data);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        others.say("users", shopper.toString(), "UserDeleted",
                Map.of("userId", shopper, "deletedAt", "2026-03-01T12:00:00Z"));
    }

    private void awaitEverythingRead() {
        await().atMost(OtherServices.SOON).until(() -> jdbc.sql("""
                select count(*) from outbox o where o.key in (:order, :shopper)
                    and not exists (select from inbox i where i.message_id = o.message_id)""")
                .param("order", order.toString()).param("shopper", shopper.toString())
                .query(Long.class).single() == 0);
    }

    private long stored() {
        return jdbc.sql("select count(*) from notification where order_id = :order").param("order", order)
                .query(Long.class).single();
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
        return others.mailsTo(email);
    }

    private MappingBuilder contact() {
        return get("/internal/users/" + shopper + "/contact");
    }
}
