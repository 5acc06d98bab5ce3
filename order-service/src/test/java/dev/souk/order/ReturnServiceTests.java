package dev.souk.order;

import static dev.souk.order.Client.mugs;
import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.SOON;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.web.test.TestTokens;
import dev.souk.contracts.EventContract;
import dev.souk.order.Client.Reply;

/** Goods that come back, from the request to the refund. */
@RunningOrderService
class ReturnServiceTests {

    private final OtherServices others;
    private final ServiceClock clock;
    private final JdbcClient jdbc;
    private final UUID shopperId = UUID.randomUUID();
    private final UUID operatorId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopperId);
    private final Client shopper;
    private final Client stranger;
    private final Client operator;
    private final Client jobs;
    private final Client userService;

    @Autowired
    ReturnServiceTests(OtherServices others, ServiceClock clock, JdbcClient jdbc, @LocalServerPort int port) {
        this.others = others;
        this.clock = clock;
        this.jdbc = jdbc;
        this.shopper = new Client(port, token);
        this.stranger = new Client(port, TestTokens.shopper(UUID.randomUUID()));
        this.operator = new Client(port, TestTokens.person(operatorId, "OPERATOR"));
        this.jobs = new Client(port, TestTokens.service("job-scheduler"));
        this.userService = new Client(port, TestTokens.service("user-service"));
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void aReturnIsFollowedFromItsRequestToItsRefund() {
        String order = delivered(3);
        Reply requested = request(order, 1);
        assertThat(requested.status()).as(requested.toString()).isEqualTo(201);
        String id = requested.body().get("id").asString();
        assertThat(requested.location()).isEqualTo("/api/v1/returns/" + id);
        assertThat(requested.body().at("/refund/amount").asLong()).isEqualTo(1_999);

        assertThat(receive(id).status()).as("nobody has approved it").isEqualTo(409);
        assertThat(decide(id, "approve").body().get("status").asString()).isEqualTo("APPROVED");
        assertThat(receive(id).body().get("status").asString()).isEqualTo("RECEIVED");
        assertThat(receive(id).status()).as("again").isEqualTo(200);
        refund(order, id, 1_999);
        refund(order, id, 1_999);

        awaitStatus(id, "REFUNDED");
        assertThat(shopper.get("/api/v1/returns/" + id).body().at("/refunded/amount").asLong()).isEqualTo(1_999);
        assertThat(shopper.statusOf(order)).isEqualTo("DELIVERED");
        assertThat(historyOf(order)).endsWith("OrderReturnRequested", "OrderReturnApproved", "OrderReturnReceived",
                "OrderReturnRefunded");
        assertThat(received(order)).singleElement().satisfies(message -> EventContract
                .of("order-service", "ReturnReceived", 1)
                .validate(new String(message.payload(), StandardCharsets.UTF_8)));
    }

    @Test
    void anOrderWhoseLastPieceHasComeBackIsReturned() {
        String order = delivered(3);
        String two = accepted(order, 2);
        String one = accepted(order, 1);

        receive(one);
        assertThat(shopper.statusOf(order)).isEqualTo("DELIVERED");
        receive(two);
        assertThat(shopper.statusOf(order)).isEqualTo("RETURNED");

        refund(order, one, 1_999);
        refund(order, two, 1_000);
        awaitStatus(one, "REFUNDED");
        awaitStatus(two, "REFUNDED");
        assertThat(shopper.get("/api/v1/returns/" + two).body().at("/refunded/amount").asLong()).isEqualTo(1_000);
        assertThat(historyOf(order)).endsWith("OrderReturned", "OrderReturnRefunded", "OrderReturnRefunded");
        assertThat(request(order, 1).status()).as("nothing is left").isEqualTo(409);
        assertThat(shopper.cancel(order).status()).isEqualTo(409);
    }

    @Test
    void nothingComesBackThatWasNotSentOrNotBought() {
        String placed = shopper.order();
        assertThat(request(placed, 1).status()).isEqualTo(409);
        String order = delivered(2);

        for (String body : List.of(body("TEA-7", 1), body("MUG-1", 3),
                "{\"lines\": [{\"sku\": \"MUG-1\", \"quantity\": 1}, {\"sku\": \"MUG-1\", \"quantity\": 1}], \"reason\": \"x\"}")) {
            assertThat(request(order, newKey(), body).status()).as(body).isEqualTo(422);
        }
        for (String body : List.of(body("MUG-1", 0), body("MUG-1", -1), "{\"lines\": [], \"reason\": \"x\"}",
                "{\"lines\": [{\"sku\": \"MUG-1\", \"quantity\": 1}]}")) {
            assertThat(request(order, newKey(), body).status()).as(body).isEqualTo(400);
        }
        assertThat(shopper.get("/api/v1/orders/" + order + "/returns").body().get("items").size()).isZero();
        assertThat(historyOf(order)).doesNotContain("OrderReturnRequested");
    }

    @Test
    void whatLiesInTheWarehouseStillCannotComeBack() {
        String order = confirmed(3);
        dispatch(order, UUID.randomUUID(), 1);
        shopper.awaitStatus(order, "SHIPPED");

        assertThat(request(order, 2).status()).isEqualTo(422);
        assertThat(request(order, 1).status()).isEqualTo(201);
        assertThat(request(order, 1).status()).as("another piece").isEqualTo(422);

        UUID parcel = UUID.randomUUID();
        dispatch(order, parcel, 1);
        dispatch(order, parcel, 1);

        await().atMost(SOON).untilAsserted(() -> assertThat(request(order, 1).status()).isEqualTo(201));
        assertThat(request(order, 1).status()).as("said twice, sent once").isEqualTo(422);
        others.ship(order, "ShipmentDelivered");
        shopper.awaitStatus(order, "DELIVERED");
        assertThat(request(order, 1).status()).isEqualTo(201);
    }

    /** As inventory says it. */
    private void dispatch(String order, UUID parcel, int mugs) {
        others.say("shipments", order, "ShipmentDispatched", Map.of("orderId", order, "shipmentId", parcel, "lines",
                List.of(Map.of("sku", "MUG-1", "quantity", mugs))));
    }

    @Test
    void nothingComesBackOnceItsTimeIsOver() {
        String order = delivered(1);
        jdbc.sql("""
                update order_event set data = jsonb_set(data, '{occurredAt}', '"2026-01-01T00:00:00Z"')
                where order_id = :id and type = 'OrderDelivered'""").param("id", UUID.fromString(order)).update();

        Reply late = request(order, 1);

        assertThat(late.status()).isEqualTo(422);
        assertThat(late.body().get("type").asString()).endsWith("/return-too-late");
    }

    @Test
    void tenReturnsAtOnceTakeNoMoreThanWasBought() {
        String order = delivered(3);

        List<CompletableFuture<Reply>> racers = IntStream.range(0, 10)
                .mapToObj(_ -> supplyAsync(() -> request(order, 1))).toList();

        assertThat(racers.stream().map(CompletableFuture::join).filter(reply -> reply.status() == 201)).hasSize(3);
        assertThat(shopper.get("/api/v1/orders/" + order + "/returns").body().get("items").size()).isEqualTo(3);
    }

    @Test
    void theSameKeyMakesOneReturn() {
        String order = delivered(2);
        String key = newKey();

        Reply first = request(order, key, body("MUG-1", 1));

        assertThat(request(order, key, body("MUG-1", 1))).isEqualTo(first);
        assertThat(request(order, key, body("MUG-1", 2)).status()).isEqualTo(422);
        assertThat(shopper.post("/api/v1/orders/" + order + "/returns", body("MUG-1", 1)).status()).isEqualTo(400);
        assertThat(shopper.get("/api/v1/orders/" + order + "/returns").body().get("items").size()).isEqualTo(1);
    }

    @Test
    void whatWasRejectedCanBeAskedForAgain() {
        String order = delivered(1);
        String id = accepted(order, 1);
        assertThat(request(order, 1).status()).isEqualTo(422);

        assertThat(decide(id, "reject").body().get("note").asString()).isEqualTo("So be it");

        assertThat(decide(id, "approve").status()).isEqualTo(409);
        assertThat(receive(id).status()).isEqualTo(409);
        assertThat(request(order, 1).status()).isEqualTo(201);
        assertThat(historyOf(order)).contains("OrderReturnRejected");
    }

    @Test
    void aReturnIsItsOwnersAndTheOperators() {
        String order = delivered(1);
        String id = accepted(order, 1);

        for (String path : List.of("/api/v1/returns/" + id, "/api/v1/orders/" + order + "/returns")) {
            assertThat(stranger.get(path).status()).isEqualTo(404);
            assertThat(shopper.get(path).status()).isEqualTo(200);
            assertThat(operator.get(path).status()).isEqualTo(200);
        }
        for (String step : List.of("approve", "reject", "receive")) {
            assertThat(shopper.post("/api/v1/returns/" + id + "/" + step, "{}").status()).isEqualTo(403);
            assertThat(operator.post("/api/v1/returns/" + UUID.randomUUID() + "/" + step, "{}").status())
                    .isEqualTo(404);
        }
        assertThat(operator.call(HttpMethod.POST, "/api/v1/orders/" + order + "/returns",
                Map.of("Idempotency-Key", newKey()), body("MUG-1", 1)).status()).isEqualTo(404);
    }

    @Test
    void theHistoryTellsOperatorsWhoOfThemHasDecided() {
        String order = delivered(1);
        String id = request(order, 1).body().get("id").asString();
        UUID ann = UUID.randomUUID();
        new Client(operator.port(), TestTokens.person(ann, "OPERATOR")).post("/api/v1/returns/" + id + "/approve", "");
        decide(id, "approve");
        receive(id);
        refund(order, id, 1_999);
        awaitStatus(id, "REFUNDED");
        String history = "/api/v1/orders/" + order + "/history";

        Map<String, String> by = new HashMap<>();
        operator.get(history).body().get("items").forEach(
                item -> by.put(item.get("type").asString(), item.path("by").asString("")));
        assertThat(by).containsEntry("OrderReturnApproved", ann.toString()).containsEntry("OrderReturnRefunded", "")
                .containsEntry("OrderReturnReceived", operatorId.toString());
        assertThat(shopper.get(history).body().get("items").valueStream()).noneMatch(item -> item.has("by"));
    }

    @Test
    void aRefundThatNobodyHasAskedForIsAnAlarm() {
        String order = delivered(1);
        String early = accepted(order, 1);

        refund(order, early, 1_999);
        refund(order, UUID.randomUUID().toString(), 1_999);

        await().atMost(SOON).untilAsserted(() -> assertThat(jdbc
                .sql("select what from order_alarm where order_id = :id").param("id", UUID.fromString(order))
                .query(String.class).list()).hasSize(2).allMatch(what -> what.startsWith("Refund of return")));
        awaitStatus(early, "APPROVED");
    }

    @Test
    void aRefundOfMoreThanTheReturnIsWorthEndsItAndIsAnAlarm() {
        String order = delivered(1);
        String id = accepted(order, 1);
        receive(id);

        refund(order, id, 2_000);
        refund(order, id, 2_000);

        awaitStatus(id, "REFUNDED");
        assertThat(shopper.get("/api/v1/returns/" + id).body().at("/refunded/amount").asLong()).isEqualTo(2_000);
        assertThat(jdbc.sql("select what from order_alarm where order_id = :id").param("id", UUID.fromString(order))
                .query(String.class).list()).singleElement().asString().contains("20.00 USD", "19.99 USD");
    }

    @Test
    void aReturnThatIsNotRefundedIsAnnouncedAgain() {
        String order = delivered(1);
        String id = accepted(order, 1);
        clock.whileFastBy(Duration.ofHours(1), () -> receive(id));
        jdbc.sql("update order_return set moved_at = moved_at - interval '2 minutes' where id = :id")
                .param("id", UUID.fromString(id)).update();

        Reply driven = jobs.post("/internal/orders/drive-stuck", "{\"shard\": 0, \"shards\": 1, \"limit\": 1000}");

        assertThat(driven.body().get("announced").asInt()).isPositive();
        await().atMost(SOON).untilAsserted(() -> assertThat(received(order)).hasSize(2));
        jobs.post("/internal/orders/drive-stuck", "{\"shard\": 0, \"shards\": 1, \"limit\": 1000}");
        assertThat(jdbc.sql("select repeats from order_return where id = :id").param("id", UUID.fromString(id))
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void aReturnThatCannotBeReadDoesNotKeepTheOthersFromBeingAnnounced() {
        String order = delivered(2);
        String broken = accepted(order, 1);
        String sound = accepted(order, 1);
        receive(broken);
        receive(sound);
        jdbc.sql("""
                update order_return set currency = '???', moved_at = moved_at - interval '3 minutes'
                where id = :id""").param("id", UUID.fromString(broken)).update();
        jdbc.sql("update order_return set moved_at = moved_at - interval '2 minutes' where id = :id")
                .param("id", UUID.fromString(sound)).update();
        try {
            Reply driven = jobs.post("/internal/orders/drive-stuck", "{\"shard\": 0, \"shards\": 1, \"limit\": 1000}");

            assertThat(driven.status()).isEqualTo(200);
            assertThat(driven.body().get("failed").asInt()).isEqualTo(1);
            await().atMost(SOON).untilAsserted(() -> assertThat(received(order)).hasSize(3));
        } finally {
            jdbc.sql("update order_return set currency = 'USD' where id = :id").param("id", UUID.fromString(broken))
                    .update();
        }
    }

    @Test
    void whatWasWrittenIsToldToItsPersonAndForgottenWithThem() {
        String order = delivered(2);
        String id = accepted(order, 1);
        assertThat(userService.get("/internal/users/" + shopperId + "/personal-data").body().toString())
                .contains("Too small", "So be it");

        others.say("users", shopperId.toString(), "UserDeleted",
                Map.of("userId", shopperId, "deletedAt", "2026-03-01T12:00:00Z"));

        await().atMost(SOON).untilAsserted(
                () -> assertThat(shopper.get("/api/v1/returns/" + id).body().has("reason")).isFalse());
        Reply late = request(order, 1);
        assertThat(late.body().has("reason")).as("nothing new is written down").isFalse();
        assertThat(decide(late.body().get("id").asString(), "reject").body().has("note")).as("nor by the operator")
                .isFalse();
        receive(id);
        refund(order, id, 1_999);
        awaitStatus(id, "REFUNDED");
    }

    /** @return the order's id */
    private String delivered(int quantity) {
        String id = confirmed(quantity);
        others.ship(id, "ShipmentCreated");
        others.ship(id, "ShipmentDispatched");
        others.ship(id, "ShipmentDelivered");
        shopper.awaitStatus(id, "DELIVERED");
        return id;
    }

    /** @return the order's id */
    private String confirmed(int quantity) {
        Reply placed = shopper.place(newKey(), mugs(quantity));
        String id = placed.body().get("id").asString();
        others.reserveStock(id);
        others.reservePayment(id, 1_999L * quantity);
        shopper.awaitStatus(id, "CONFIRMED");
        return id;
    }

    private Reply request(String order, int mugs) {
        return request(order, newKey(), body("MUG-1", mugs));
    }

    private Reply request(String order, String key, String body) {
        return shopper.call(HttpMethod.POST, "/api/v1/orders/" + order + "/returns", Map.of("Idempotency-Key", key),
                body);
    }

    private static String body(String sku, int quantity) {
        return "{\"lines\": [{\"sku\": \"%s\", \"quantity\": %d}], \"reason\": \"Too small\"}".formatted(sku, quantity);
    }

    /** @return the return's id */
    private String accepted(String order, int mugs) {
        String id = request(order, mugs).body().get("id").asString();
        decide(id, "approve");
        return id;
    }

    private Reply decide(String id, String decision) {
        return operator.post("/api/v1/returns/" + id + "/" + decision, "{\"note\": \"So be it\"}");
    }

    private Reply receive(String id) {
        return operator.call(HttpMethod.POST, "/api/v1/returns/" + id + "/receive", null);
    }

    /** As payment says it. */
    private void refund(String order, String id, long amount) {
        others.say("payments", order, "PaymentRefunded", Map.of("paymentId", UUID.randomUUID(), "orderId", order,
                "amount", amount, "currency", "USD", "returnId", id));
    }

    private void awaitStatus(String id, String status) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                operator.get("/api/v1/returns/" + id).body().get("status").asString()).isEqualTo(status));
    }

    private List<String> historyOf(String order) {
        return shopper.get("/api/v1/orders/" + order + "/history").body().get("items").valueStream()
                .map(entry -> entry.get("type").asString()).toList();
    }

    private List<IncomingMessage> received(String order) {
        return others.heardOf(order).stream().filter(message -> message.type().equals("ReturnReceived")).toList();
    }
}
