package dev.souk.order;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.RestClient;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.common.messaging.Subscription;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.WithTestTokens;
import dev.souk.contracts.EventContract;
import dev.souk.engines.Engine;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.Trigger;
import dev.souk.test.SoukEngines;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on real engines; only the other services are played, by WireMock and over Kafka. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.REDIS})
@WithTestTokens
@Import(OrderServiceTests.OtherServices.class)
class OrderServiceTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final WireMockServer HTTP = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final UUID ADDRESS = UUID.randomUUID();

    @DynamicPropertySource
    static void otherServices(DynamicPropertyRegistry properties) {
        HTTP.start();
        for (String service : List.of("product-service", "user-service")) {
            properties.add("spring.cloud.discovery.client.simple.instances." + service + "[0].uri", HTTP::baseUrl);
        }
    }

    /** Hears what the order announces, as the other services do. */
    @TestConfiguration(proxyBeanMethods = false)
    static class OtherServices {

        final List<IncomingMessage> heard = new CopyOnWriteArrayList<>();

        @Bean
        Subscription ears() {
            return Subscription.to("orders", "test").inBatches(heard::addAll).build();
        }

        List<IncomingMessage> heardOf(String orderId) {
            return heard.stream().filter(message -> message.key().equals(orderId)).toList();
        }
    }

    /** @param body null when there is none */
    record Reply(int status, @Nullable String location, @Nullable String retryAfter, JsonNode body) {}

    @LocalServerPort
    private int port;

    @Autowired
    private OtherServices others;

    @Autowired
    private OrderService orders;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    /** The JDK's client, because Apache's would repeat what was answered with 503. */
    private final RestClient http = RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build();
    private final UUID shopper = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopper);

    @BeforeEach
    void otherServicesAnswer() {
        HTTP.resetAll();
        mugsCost(1_999);
        HTTP.stubFor(WireMock.get(urlPathEqualTo("/api/v1/users/me/addresses/" + ADDRESS)).withHeader("Authorization",
                equalTo(token.bearer())).willReturn(okJson("""
                        {"id": "%s", "recipient": "Ada", "line1": "1 Way", "city": "Basel", "postalCode": "4051",
                         "countryCode": "CH"}""".formatted(ADDRESS))));
    }

    @AfterAll
    static void stop() {
        HTTP.stop();
    }

    @Test
    void anOrderIsFollowedFromItsPlacementToItsDelivery() {
        Reply placed = place(key(), order(2));

        assertThat(placed.status()).isEqualTo(201);
        String id = placed.body().get("id").asString();
        assertThat(placed.location()).isEqualTo("/api/v1/orders/" + id);
        assertThat(placed.body().get("status").asString()).isEqualTo("PENDING");
        assertThat(placed.body().get("total")).isEqualTo(json("{\"amount\": 3998, \"currency\": \"USD\"}"));
        assertThat(placed.body().at("/lines/0")).isEqualTo(json("""
                {"sku": "MUG-1", "title": "Mug", "quantity": 2, "unitPrice": {"amount": 1999, "currency": "USD"},
                 "lineTotal": {"amount": 3998, "currency": "USD"}}"""));

        say("reservations", id, "StockReserved", Map.of("orderId", id));
        awaitStatus(id, "AWAITING_PAYMENT");
        pay(id, 3_998);
        awaitStatus(id, "CONFIRMED");
        say("shipments", id, "ShipmentCreated", Map.of("orderId", id));
        say("shipments", id, "ShipmentDispatched", Map.of("orderId", id));
        awaitStatus(id, "SHIPPED");
        say("shipments", id, "ShipmentDelivered", Map.of("orderId", id));
        awaitStatus(id, "DELIVERED");

        awaitHeard(id, "OrderCreated", "OrderConfirmed");
        JsonNode history = get("/api/v1/orders/" + id + "/history").body();
        assertThat(history.get("items").valueStream().map(entry -> entry.get("type").asString())).containsExactly(
                "OrderCreated", "OrderStockReserved", "OrderConfirmed", "OrderFulfilmentNoted", "OrderShipped",
                "OrderDelivered");
        assertThat(history.get("order")).as("the replayed stream is the row")
                .isEqualTo(get("/api/v1/orders/" + id).body());
    }

    @Test
    void everythingThatIsAnnouncedKeepsItsContract() {
        String id = confirmed();
        cancel(id);
        say("shipments", id, "ShipmentCancelled", Map.of("orderId", id));
        awaitStatus(id, "CANCELLED");

        awaitHeard(id, "OrderCreated", "OrderConfirmed", "OrderCancellationRequested", "OrderCancelled");
        for (IncomingMessage message : others.heardOf(id)) {
            EventContract.of("order-service", message.type(), 1)
                    .validate(new String(message.payload(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anOrderCanBeSeenAsItWasAtAnyInstant() {
        Reply placed = place(key(), order(1));
        String id = placed.body().get("id").asString();
        cancel(id);

        String at = placed.body().get("createdAt").asString();
        assertThat(get("/api/v1/orders/" + id + "/history?at=" + at).body().at("/order/status").asString())
                .isEqualTo("PENDING");
        assertThat(get("/api/v1/orders/" + id + "/history").body().at("/order/status").asString())
                .isEqualTo("CANCELLED");
        assertThat(get("/api/v1/orders/" + id + "/history?at=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    }

    @Test
    void theSameKeyAndBodyGetTheSameAnswerWhateverThingsCostNow() {
        String key = key();
        Reply first = place(key, order(1));
        mugsCost(9_999);

        Reply second = place(key, order(1));

        assertThat(second).isEqualTo(first);
        assertThat(ordersOfShopper()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = key();
        place(key, order(1));

        assertThat(place(key, order(2)).status()).isEqualTo(422);
        assertThat(ordersOfShopper()).isEqualTo(1);
    }

    @Test
    void anOrderNeedsAKey() {
        assertThat(call(HttpMethod.POST, "/api/v1/orders", null, order(1)).status()).isEqualTo(400);
        assertThat(place("k".repeat(256), order(1)).status()).isEqualTo(400);
        assertThat(ordersOfShopper()).isZero();
    }

    @Test
    void aKeyBelongsToItsShopper() {
        String key = key();
        place(key, order(1));
        TestTokens.Token other = TestTokens.shopper(UUID.randomUUID());
        HTTP.stubFor(WireMock.get(urlPathEqualTo("/api/v1/users/me/addresses/" + ADDRESS)).willReturn(
                okJson("""
                        {"recipient": "Bob", "line1": "2 Way", "city": "Basel", "postalCode": "4051", "countryCode": "CH"}""")));

        assertThat(call(other, HttpMethod.POST, "/api/v1/orders", key, order(2)).status()).isEqualTo(201);
    }

    @Test
    void tenRequestsAtOnceWithOneKeyMakeOneOrder() throws Exception {
        String key = key();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = IntStream.range(0, 10)
                    .mapToObj(_ -> threads.submit(() -> place(key, order(1)))).toList();
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isIn(201, 409);
            }
        }
        assertThat(place(key, order(1)).status()).isEqualTo(201);
        assertThat(ordersOfShopper()).isEqualTo(1);
    }

    @Test
    void aSkuThatIsNotForSaleIsNamedAndNothingIsStored() {
        Reply reply = place(key(), """
                {"addressId": "%s", "items": [{"sku": "MUG-1", "quantity": 1}, {"sku": "NOPE", "quantity": 1}]}"""
                .formatted(ADDRESS));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().at("/errors/0/pointer").asString()).isEqualTo("/items/1/sku");
        assertThat(reply.body().get("detail").asString()).contains("NOPE");
        assertThat(ordersOfShopper()).isZero();
    }

    @Test
    void anAddressThatIsNotTheShoppersIsRefusedAndIsNoFailureOfTheUserService() {
        for (int i = 0; i < 20; i++) {
            assertThat(place(key(), order(1).replace(ADDRESS.toString(), UUID.randomUUID().toString())).status())
                    .isEqualTo(422);
        }
        assertThat(place(key(), order(1)).status()).as("the breaker is still closed").isEqualTo(201);
    }

    @Test
    void withoutTheCatalogueNothingIsSold() {
        HTTP.stubFor(WireMock.get(urlPathEqualTo("/api/v1/products/variants")).willReturn(aResponse().withStatus(503)));

        Reply reply = place(key(), order(1));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).isNotNull();
        assertThat(ordersOfShopper()).isZero();
    }

    @Test
    void aFailedAttemptMayBeRepeatedWithTheSameKey() {
        String key = key();
        HTTP.stubFor(WireMock.get(urlPathEqualTo("/api/v1/products/variants")).willReturn(okJson("{\"items\": []}")));
        assertThat(place(key, order(1)).status()).isEqualTo(422);
        mugsCost(1_999);

        assertThat(place(key, order(1)).status()).isEqualTo(201);
    }

    @Test
    void anotherShoppersOrderIsNotThereAndAnOperatorSeesAll() {
        String id = place(key(), order(1)).body().get("id").asString();
        TestTokens.Token other = TestTokens.shopper(UUID.randomUUID());

        for (String path : List.of("/api/v1/orders/" + id, "/api/v1/orders/" + id + "/history")) {
            assertThat(call(other, HttpMethod.GET, path, null, null).status()).isEqualTo(404);
            assertThat(call(TestTokens.operator(), HttpMethod.GET, path, null, null).status()).isEqualTo(200);
        }
        assertThat(call(other, HttpMethod.POST, "/api/v1/orders/" + id + "/cancel", null, "{}").status())
                .isEqualTo(404);
        assertThat(get("/api/v1/orders/" + id).body().get("status").asString()).isEqualTo("PENDING");
    }

    @Test
    void ordersArePagedNewestFirst() {
        List<String> placed = IntStream.range(0, 5).mapToObj(_ -> place(key(), order(1)).body().get("id").asString())
                .toList();

        JsonNode first = get("/api/v1/orders?size=3").body();
        JsonNode second = get("/api/v1/orders?size=3&cursor=" + first.get("nextCursor").asString()).body();

        assertThat(Stream.concat(first.get("items").valueStream(), second.get("items").valueStream())
                .map(order -> order.get("id").asString())).containsExactlyElementsOf(placed.reversed());
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(get("/api/v1/orders?cursor=garbage").status()).isEqualTo(400);
    }

    @Test
    void aCancelledOrderSaysSoAgainToWhoeverIsLate() {
        String id = place(key(), order(1)).body().get("id").asString();
        cancel(id);

        say("reservations", id, "StockReserved", Map.of("orderId", id));
        pay(id, 1_999);

        awaitHeard(id, "OrderCreated", "OrderCancelled", "OrderCancelled", "OrderCancelled");
        assertThat(others.heardOf(id).stream().map(IncomingMessage::id).distinct()).hasSize(4);
        assertThat(get("/api/v1/orders/" + id).body().get("status").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void aShippedOrderIsTooLateToCancel() {
        String id = confirmed();
        say("shipments", id, "ShipmentDispatched", Map.of("orderId", id));
        awaitStatus(id, "SHIPPED");

        assertThat(cancel(id).status()).isEqualTo(409);
    }

    @Test
    void payingAndCancellingAtTheSameMomentEndsInOneOfTheTwoAndTheRowIsTheStream() {
        List<String> ids = IntStream.range(0, 10).mapToObj(_ -> place(key(), order(1)).body().get("id").asString())
                .toList();
        List<CompletableFuture<?>> racers = new ArrayList<>();
        for (String id : ids) {
            racers.add(runAsync(() -> say("reservations", id, "StockReserved", Map.of("orderId", id))));
            racers.add(runAsync(() -> pay(id, 1_999)));
            racers.add(runAsync(() -> assertThat(cancel(id).status()).isEqualTo(200)));
        }
        racers.forEach(CompletableFuture::join);
        for (String id : ids) {
            await().atMost(SOON).untilAsserted(() -> {
                JsonNode order = get("/api/v1/orders/" + id).body();
                assertThat(order.get("status").asString().equals("CANCELLED") || order.get("cancelling").asBoolean())
                        .as(order.toString()).isTrue();
                assertThat(get("/api/v1/orders/" + id + "/history").body().get("order")).isEqualTo(order);
            });
        }
    }

    @Test
    void aDecisionThatLostARaceIsMadeAgain() {
        String id = place(key(), order(1)).body().get("id").asString();

        CompletableFuture<Reply> loser = requireNonNull(transaction.execute(_ -> {
            orders.answer(new OrderId(UUID.fromString(id)), new Trigger.StockReserved());
            CompletableFuture<Reply> cancellation = supplyAsync(() -> cancel(id));
            await().atMost(SOON).until(() -> jdbc.sql("select count(*) from pg_locks where not granted")
                    .query(Long.class).single() > 0);
            return cancellation;
        }));

        assertThat(loser.join().status()).isEqualTo(200);
        assertThat(get("/api/v1/orders/" + id + "/history").body().get("items").valueStream()
                .map(entry -> entry.get("type").asString()))
                .containsExactly("OrderCreated", "OrderStockReserved", "OrderCancelled");
    }

    @Test
    void unpaidOrdersAreCancelledWhenTheirTimeIsOver() {
        String late = place(key(), order(1)).body().get("id").asString();
        String early = place(key(), order(1)).body().get("id").asString();
        jdbc.sql("update orders set expires_at = now() - interval '1 second' where id = :id")
                .param("id", UUID.fromString(late)).update();

        int cancelled = 0;
        for (int shard = 0; shard < 3; shard++) {
            cancelled += work("cancel-unpaid", shard, 3).get("cancelled").asInt();
        }

        assertThat(cancelled).isEqualTo(1);
        assertThat(get("/api/v1/orders/" + late).body().get("cancellationReason").asString()).isEqualTo("UNPAID");
        assertThat(get("/api/v1/orders/" + early).body().get("status").asString()).isEqualTo("PENDING");
        awaitHeard(late, "OrderCreated", "OrderCancelled");
    }

    @Test
    void anOrderThatCannotBeReadDoesNotKeepTheOthersFromEnding() {
        String broken = place(key(), order(1)).body().get("id").asString();
        String late = place(key(), order(1)).body().get("id").asString();
        jdbc.sql("update orders set expires_at = now() - interval '1 minute' where id = :id")
                .param("id", UUID.fromString(broken)).update();
        jdbc.sql("update orders set expires_at = now() - interval '1 second' where id = :id")
                .param("id", UUID.fromString(late)).update();
        retype(broken, "OrderCreated", "OrderMangled");
        try {
            JsonNode work = work("cancel-unpaid", 0, 1);

            assertThat(work.get("cancelled").asInt()).isEqualTo(1);
            assertThat(work.get("failed").asInt()).isEqualTo(1);
            assertThat(get("/api/v1/orders/" + late).body().get("status").asString()).isEqualTo("CANCELLED");
        } finally {
            retype(broken, "OrderMangled", "OrderCreated");
        }

        assertThat(work("cancel-unpaid", 0, 1).get("cancelled").asInt()).isEqualTo(1);
    }

    private void retype(String order, String from, String to) {
        jdbc.sql("update order_event set type = :to where order_id = :id and type = :from").param("to", to)
                .param("from", from).param("id", UUID.fromString(order)).update();
    }

    @Test
    void aStuckOrderIsAnnouncedAgainUntilAPersonMustLook() {
        String id = place(key(), order(1)).body().get("id").asString();
        int alerted = 0;
        for (int round = 1; round <= 5; round++) {
            jdbc.sql("""
                    update orders set changed_at = now() - interval '1 hour', repeated_at = null
                    where id = :id""").param("id", UUID.fromString(id)).update();
            alerted += work("drive-stuck", 0, 1).get("alerted").asInt();
        }

        assertThat(alerted).isEqualTo(1);
        awaitHeard(id, "OrderCreated", "OrderCreated", "OrderCreated", "OrderCreated", "OrderCreated", "OrderCreated");
        List<IncomingMessage> heard = others.heardOf(id);
        assertThat(heard.stream().map(IncomingMessage::id).distinct()).hasSize(6);
        assertThat(heard.stream().map(message -> new String(message.payload(), StandardCharsets.UTF_8)).distinct())
                .hasSize(1);
        JsonNode stuck = call(TestTokens.operator(), HttpMethod.GET, "/api/v1/ops/orders/stuck", null, null).body();
        assertThat(stuck.get("items").valueStream().filter(item -> item.get("orderId").asString().equals(id)))
                .singleElement().satisfies(item -> assertThat(item.get("repeats").asInt()).isEqualTo(5));
    }

    @Test
    void aMessageThatNoOrderCanExplainIsAnAlarmAndNoCrash() {
        String unknown = UUID.randomUUID().toString();
        say("reservations", unknown, "StockReserved", Map.of("orderId", unknown));

        await().atMost(SOON).untilAsserted(() -> assertThat(
                call(TestTokens.operator(), HttpMethod.GET, "/api/v1/ops/orders/stuck?size=100", null, null).body()
                        .get("items").valueStream().map(item -> item.get("orderId").asString()))
                .contains(unknown));
    }

    @Test
    void jobsAndOperatorsHaveTheirOwnDoors() {
        String body = "{\"shard\": 0, \"shards\": 1, \"limit\": 10}";

        assertThat(call(HttpMethod.POST, "/internal/orders/cancel-unpaid", null, body).status()).isIn(401, 403);
        assertThat(get("/api/v1/ops/orders/stuck").status()).isEqualTo(403);
        assertThat(call(TestTokens.service("job-scheduler"), HttpMethod.GET, "/api/v1/orders", null, null).status())
                .isIn(401, 403);
        assertThat(call(TestTokens.service("job-scheduler"), HttpMethod.POST, "/internal/orders/cancel-unpaid", null,
                body.replace("\"shard\": 0", "\"shard\": 1")).status()).isEqualTo(400);
    }

    @Test
    void anOrderFromTheCartEmptiesTheCart() {
        call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", null, "{\"quantity\": 3}");
        Reply cart = get("/api/v1/cart");
        assertThat(cart.body().get("total")).isEqualTo(json("{\"amount\": 5997, \"currency\": \"USD\"}"));
        String key = key();

        Reply placed = place(key, "{\"addressId\": \"" + ADDRESS + "\"}");

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.body().at("/lines/0/quantity").asInt()).isEqualTo(3);
        assertThat(get("/api/v1/cart").body().get("items").isEmpty()).isTrue();
        assertThat(place(key, "{\"addressId\": \"" + ADDRESS + "\"}")).as("although the cart is empty now")
                .isEqualTo(placed);
        assertThat(place(key(), "{\"addressId\": \"" + ADDRESS + "\"}").status()).isEqualTo(422);
    }

    @Test
    void aGuestsCartIsMergedOnce() {
        String cartId = UUID.randomUUID().toString();
        guest(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", cartId, "{\"quantity\": 2}");
        call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", null, "{\"quantity\": 1}");

        for (int i = 0; i < 2; i++) {
            JsonNode merged = exchange(token, HttpMethod.POST, "/api/v1/cart/merge", Map.of("Cart-Id", cartId), null)
                    .body();
            assertThat(merged.at("/items/0/quantity").asInt()).isEqualTo(3);
        }
        assertThat(guest(HttpMethod.GET, "/api/v1/cart", cartId, null).body().get("items").isEmpty()).isTrue();
    }

    @Test
    void aQuoteIsWhatTheOrderWillCost() {
        call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", null, "{\"quantity\": 3}");

        Reply quote = call(HttpMethod.POST, "/api/v1/cart/quote", null, "{\"addressId\": \"" + ADDRESS + "\"}");

        assertThat(quote.body().get("total"))
                .isEqualTo(place(key(), "{\"addressId\": \"" + ADDRESS + "\"}").body().get("total"));
    }

    private void mugsCost(long amount) {
        HTTP.stubFor(WireMock.get(urlPathEqualTo("/api/v1/products/variants")).willReturn(okJson("""
                {"items": [{"sku": "MUG-1", "productId": "%s", "title": "Mug", "sellable": true,
                            "price": {"amount": %d, "currency": "USD"}}]}""".formatted(UUID.randomUUID(), amount))));
    }

    private Reply cancel(String id) {
        return call(HttpMethod.POST, "/api/v1/orders/" + id + "/cancel", null, "{\"reason\": \"changed my mind\"}");
    }

    private String confirmed() {
        String id = place(key(), order(1)).body().get("id").asString();
        say("reservations", id, "StockReserved", Map.of("orderId", id));
        pay(id, 1_999);
        awaitStatus(id, "CONFIRMED");
        return id;
    }

    private void pay(String id, long amount) {
        say("payments", id, "PaymentReserved", Map.of("paymentId", UUID.randomUUID(), "orderId", id, "amount", amount,
                "currency", "USD"));
    }

    /** As another service does: through an outbox and Kafka. */
    private void say(String topic, String key, String type, Map<String, Object> data) {
        transaction.executeWithoutResult(
                _ -> outbox.append(new OutgoingMessage(topic, key, type, "test/" + type + ".v1", data)));
    }

    private void awaitStatus(String id, String status) {
        await().atMost(SOON).untilAsserted(
                () -> assertThat(get("/api/v1/orders/" + id).body().get("status").asString()).isEqualTo(status));
    }

    private void awaitHeard(String id, String... types) {
        await().atMost(SOON).untilAsserted(
                () -> assertThat(others.heardOf(id).stream().map(IncomingMessage::type)).containsExactly(types));
    }

    private JsonNode work(String what, int shard, int shards) {
        return call(TestTokens.service("job-scheduler"), HttpMethod.POST, "/internal/orders/" + what, null,
                "{\"shard\": %d, \"shards\": %d, \"limit\": 100}".formatted(shard, shards)).body();
    }

    private long ordersOfShopper() {
        return jdbc.sql("select count(*) from orders where user_id = :user").param("user", shopper)
                .query(Long.class).single();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String order(int mugs) {
        return """
                {"addressId": "%s", "paymentMethod": {"token": "tok_visa"}, "items": [{"sku": "MUG-1", "quantity": %d}]}"""
                .formatted(ADDRESS, mugs);
    }

    private Reply place(String key, String body) {
        return call(HttpMethod.POST, "/api/v1/orders", key, body);
    }

    private Reply get(String path) {
        return call(HttpMethod.GET, path, null, null);
    }

    private Reply call(HttpMethod method, String path, @Nullable String key, @Nullable String body) {
        return call(token, method, path, key, body);
    }

    private Reply call(TestTokens.Token caller, HttpMethod method, String path, @Nullable String key,
            @Nullable String body) {
        return exchange(caller, method, path, key == null ? Map.of() : Map.of("Idempotency-Key", key), body);
    }

    private Reply guest(HttpMethod method, String path, String cartId, @Nullable String body) {
        return exchange(null, method, path, Map.of("Cart-Id", cartId), body);
    }

    private Reply exchange(TestTokens.@Nullable Token caller, HttpMethod method, String path,
            Map<String, String> headers, @Nullable String body) {
        RestClient.RequestBodySpec request = http.method(method).uri("http://127.0.0.1:" + port + path)
                .headers(all -> headers.forEach(all::set));
        if (caller != null) {
            request.header("Authorization", caller.bearer());
        }
        if (body != null) {
            request.header("Content-Type", "application/json").body(body);
        }
        ResponseEntity<String> reply = request.retrieve().onStatus(_ -> true, (_, _) -> {}).toEntity(String.class);
        String text = reply.getBody();
        return new Reply(reply.getStatusCode().value(), reply.getHeaders().getFirst("Location"),
                reply.getHeaders().getFirst("Retry-After"), json(text == null ? "null" : text));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
