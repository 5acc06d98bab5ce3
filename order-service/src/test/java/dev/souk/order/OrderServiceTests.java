package dev.souk.order;

import static dev.souk.order.Client.json;
import static dev.souk.order.Client.mugs;
import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.ADDRESS;
import static dev.souk.order.OtherServices.SOON;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.money.Money;
import dev.souk.common.web.test.TestTokens;
import dev.souk.contracts.EventContract;
import dev.souk.order.Client.Reply;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderService.Told;
import dev.souk.order.checkout.OrderWatch;
import dev.souk.order.checkout.Reaction;
import dev.souk.order.checkout.Shard;
import dev.souk.order.checkout.Trigger;
import tools.jackson.databind.JsonNode;

/** Orders from their placement to their end. */
@RunningOrderService
class OrderServiceTests {

    private final OtherServices others;
    private final ServiceClock clock;
    private final OrderService orders;
    private final OrderWatch watch;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private final int port;
    private final UUID shopperId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopperId);
    private final Client shopper;
    private final Client operator;

    @Autowired
    OrderServiceTests(OtherServices others, ServiceClock clock, OrderService orders, OrderWatch watch,
            TransactionOperations transaction, JdbcClient jdbc, @LocalServerPort int port) {
        this.others = others;
        this.clock = clock;
        this.orders = orders;
        this.watch = watch;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.port = port;
        this.shopper = new Client(port, token);
        this.operator = new Client(port, TestTokens.operator());
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void anOrderIsFollowedFromItsPlacementToItsDelivery() {
        Reply placed = shopper.place(newKey(), mugs(2));

        assertThat(placed.status()).isEqualTo(201);
        String id = placed.body().get("id").asString();
        assertThat(placed.location()).isEqualTo("/api/v1/orders/" + id);
        assertThat(placed.body().get("status").asString()).isEqualTo("PENDING");
        assertThat(placed.body().get("total")).isEqualTo(json("{\"amount\": 3998, \"currency\": \"USD\"}"));
        assertThat(placed.body().at("/lines/0")).isEqualTo(json("""
                {"sku": "MUG-1", "title": "Mug", "quantity": 2, "unitPrice": {"amount": 1999, "currency": "USD"},
                 "lineTotal": {"amount": 3998, "currency": "USD"}}"""));

        others.reserveStock(id);
        shopper.awaitStatus(id, "AWAITING_PAYMENT");
        others.reservePayment(id, 3_998);
        shopper.awaitStatus(id, "CONFIRMED");
        others.ship(id, "ShipmentCreated");
        others.ship(id, "ShipmentDispatched");
        shopper.awaitStatus(id, "SHIPPED");
        others.ship(id, "ShipmentDelivered");
        shopper.awaitStatus(id, "DELIVERED");

        others.awaitHeard(id, "OrderCreated", "OrderConfirmed");
        JsonNode history = shopper.get("/api/v1/orders/" + id + "/history").body();
        assertThat(history.get("items").valueStream().map(entry -> entry.get("type").asString())).containsExactly(
                "OrderCreated", "OrderStockReserved", "OrderConfirmed", "OrderFulfilmentNoted", "OrderShipped",
                "OrderDelivered");
        assertThat(history.get("order")).as("the replayed stream is the row")
                .isEqualTo(shopper.get("/api/v1/orders/" + id).body());
    }

    @Test
    void anOrderInTwoParcelsIsShippedWithTheFirstAndDeliveredWithTheLast() {
        String id = confirmed();
        others.ship(id, "ShipmentCreated");
        others.ship(id, "ShipmentCreated");
        others.ship(id, "ShipmentDispatched");
        others.deliver(id, 1);
        others.ship(id, "ShipmentDispatched");
        await().atMost(OtherServices.SOON).until(() -> jdbc.sql("""
                select count(*) from outbox where topic = 'shipments' and key = :id
                  and message_id not in (select message_id from inbox where consumer = 'order')""")
                .param("id", id).query(Long.class).single() == 0);
        assertThat(shopper.statusOf(id)).isEqualTo("SHIPPED");

        others.deliver(id, 0);
        shopper.awaitStatus(id, "DELIVERED");
    }

    @Test
    void everythingThatIsAnnouncedKeepsItsContract() {
        String id = confirmed();
        shopper.cancel(id);
        others.ship(id, "ShipmentCancelled");
        shopper.awaitStatus(id, "CANCELLED");

        others.awaitHeard(id, "OrderCreated", "OrderConfirmed", "OrderCancellationRequested", "OrderCancelled");
        for (IncomingMessage message : others.heardOf(id)) {
            EventContract.of("order-service", message.type(), 1)
                    .validate(new String(message.payload(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anOrderCanBeSeenAsItWasAtAnyInstant() {
        Reply placed = shopper.place(newKey(), mugs(1));
        String id = placed.body().get("id").asString();
        shopper.cancel(id);

        String at = placed.body().get("createdAt").asString();
        assertThat(shopper.get("/api/v1/orders/" + id + "/history?at=" + at).body().at("/order/status").asString())
                .isEqualTo("PENDING");
        assertThat(shopper.get("/api/v1/orders/" + id + "/history").body().at("/order/status").asString())
                .isEqualTo("CANCELLED");
        assertThat(shopper.get("/api/v1/orders/" + id + "/history?at=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    }

    @Test
    void whatHappenedByClocksThatDifferIsShownInTheOrderInWhichItHappened() {
        Reply placed = clock.whileFastBy(Duration.ofMinutes(5), () -> shopper.place(newKey(), mugs(1)));
        String id = placed.body().get("id").asString();
        String history = "/api/v1/orders/" + id + "/history";
        shopper.cancel(id);

        JsonNode items = shopper.get(history).body().get("items");
        assertThat(items.valueStream().map(item -> item.get("occurredAt").asString()).map(Instant::parse)).isSorted();
        assertThat(shopper.get(history + "?at=" + clock.instant()).status()).as("before it was placed")
                .isEqualTo(404);
        assertThat(shopper.get(history + "?at=" + placed.body().get("createdAt").asString()).body()
                .at("/order/status").asString()).isEqualTo("PENDING");
        assertThat(shopper.get(history + "?at=" + items.get(1).get("occurredAt").asString()).body()
                .at("/order/status").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void aStreamWhoseTimesAreInDisorderShowsNoStateThatNeverWas() {
        String id = shopper.order();
        others.reserveStock(id);
        shopper.awaitStatus(id, "AWAITING_PAYMENT");
        others.reservePayment(id, 1_999);
        shopper.awaitStatus(id, "CONFIRMED");
        jdbc.sql("""
                update order_event set occurred_at = timestamptz '2026-03-01 12:00:00Z'
                       + (array[interval '5 minutes', '0 minutes', '9 minutes'])[version]
                where order_id = :id""").param("id", UUID.fromString(id)).update();
        String history = "/api/v1/orders/" + id + "/history?at=2026-03-01T12:";

        assertThat(shopper.get(history + "01:00Z").status()).isEqualTo(404);
        assertThat(shopper.get(history + "05:00Z").body().at("/order/status").asString())
                .isEqualTo("AWAITING_PAYMENT");
        assertThat(shopper.get(history + "09:00Z").body().at("/order/status").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void theSameKeyAndBodyGetTheSameAnswerWhateverThingsCostNow() {
        String key = newKey();
        Reply first = shopper.place(key, mugs(1));
        others.mugsCost(9_999);

        Reply second = shopper.place(key, mugs(1));

        assertThat(second).isEqualTo(first);
        assertThat(ordersOfShopper()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = newKey();
        shopper.place(key, mugs(1));

        assertThat(shopper.place(key, mugs(2)).status()).isEqualTo(422);
        assertThat(ordersOfShopper()).isEqualTo(1);
    }

    @Test
    void anOrderNeedsAKey() {
        assertThat(shopper.post("/api/v1/orders", mugs(1)).status()).isEqualTo(400);
        assertThat(shopper.place("k".repeat(256), mugs(1)).status()).isEqualTo(400);
        assertThat(ordersOfShopper()).isZero();
    }

    @Test
    void aKeyBelongsToItsShopper() {
        String key = newKey();
        shopper.place(key, mugs(1));
        TestTokens.Token bob = TestTokens.shopper(UUID.randomUUID());
        others.livesInBasel("Bob", bob);

        assertThat(new Client(port, bob).place(key, mugs(2)).status()).isEqualTo(201);
    }

    @Test
    void tenRequestsAtOnceWithOneKeyMakeOneOrder() throws Exception {
        String key = newKey();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = IntStream.range(0, 10)
                    .mapToObj(_ -> threads.submit(() -> shopper.place(key, mugs(1)))).toList();
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).isIn(201, 409);
            }
        }
        assertThat(shopper.place(key, mugs(1)).status()).isEqualTo(201);
        assertThat(ordersOfShopper()).isEqualTo(1);
    }

    @Test
    void aSkuThatIsNotForSaleIsNamedAndNothingIsStored() {
        Reply reply = shopper.place(newKey(), """
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
            String elsewhere = mugs(1).replace(ADDRESS.toString(), UUID.randomUUID().toString());
            assertThat(shopper.place(newKey(), elsewhere).status()).isEqualTo(422);
        }
        assertThat(shopper.place(newKey(), mugs(1)).status()).as("the breaker is still closed").isEqualTo(201);
    }

    @Test
    void withoutTheCatalogueNothingIsSold() {
        others.failToSayWhatThingsCost();

        Reply reply = shopper.place(newKey(), mugs(1));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).isNotNull();
        assertThat(ordersOfShopper()).isZero();
    }

    @Test
    void aFailedAttemptMayBeRepeatedWithTheSameKey() {
        String key = newKey();
        others.sellNothing();
        assertThat(shopper.place(key, mugs(1)).status()).isEqualTo(422);
        others.mugsCost(1_999);

        assertThat(shopper.place(key, mugs(1)).status()).isEqualTo(201);
    }

    @Test
    void anotherShoppersOrderIsNotThereAndAnOperatorSeesAll() {
        String id = shopper.order();
        Client other = new Client(port, TestTokens.shopper(UUID.randomUUID()));

        for (String path : List.of("/api/v1/orders/" + id, "/api/v1/orders/" + id + "/history")) {
            assertThat(other.get(path).status()).isEqualTo(404);
            assertThat(operator.get(path).status()).isEqualTo(200);
        }
        assertThat(other.cancel(id).status()).isEqualTo(404);
        assertThat(shopper.statusOf(id)).isEqualTo("PENDING");
    }

    @Test
    void theHistoryTellsOperatorsWhoOfThemHasCancelled() {
        String id = shopper.order();
        UUID ann = UUID.randomUUID();
        assertThat(new Client(port, TestTokens.person(ann, "OPERATOR")).cancel(id).status()).isEqualTo(200);
        String history = "/api/v1/orders/" + id + "/history";

        JsonNode items = operator.get(history).body().get("items");
        assertThat(items.get(0).has("by")).isFalse();
        assertThat(items.get(1).get("by").asString()).isEqualTo(ann.toString());
        assertThat(shopper.get(history).body().at("/items/1").has("by")).isFalse();

        String own = shopper.order();
        shopper.cancel(own);
        assertThat(operator.get("/api/v1/orders/" + own + "/history").body().at("/items/1").has("by")).isFalse();
    }

    @Test
    void ordersArePagedNewestFirst() {
        List<String> placed = IntStream.range(0, 5).mapToObj(_ -> shopper.order()).toList();

        JsonNode first = shopper.get("/api/v1/orders?size=3").body();
        JsonNode second = shopper.get("/api/v1/orders?size=3&cursor=" + first.get("nextCursor").asString()).body();

        assertThat(Stream.concat(first.get("items").valueStream(), second.get("items").valueStream())
                .map(order -> order.get("id").asString())).containsExactlyElementsOf(placed.reversed());
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(shopper.get("/api/v1/orders?cursor=garbage").status()).isEqualTo(400);
    }

    @Test
    void aCancelledOrderSaysSoAgainToWhoeverIsLate() {
        String id = shopper.order();
        shopper.cancel(id);

        others.reserveStock(id);
        others.reservePayment(id, 1_999);

        others.awaitHeard(id, "OrderCreated", "OrderCancelled", "OrderCancelled", "OrderCancelled");
        assertThat(others.heardOf(id).stream().map(IncomingMessage::id).distinct()).hasSize(4);
        assertThat(shopper.statusOf(id)).isEqualTo("CANCELLED");
    }

    @Test
    void aShippedOrderIsTooLateToCancel() {
        String id = confirmed();
        others.ship(id, "ShipmentDispatched");
        shopper.awaitStatus(id, "SHIPPED");

        assertThat(shopper.cancel(id).status()).isEqualTo(409);
    }

    @Test
    void payingAndCancellingAtTheSameMomentEndsInOneOfTheTwoAndTheRowIsTheStream() {
        List<String> ids = IntStream.range(0, 10).mapToObj(_ -> shopper.order()).toList();
        List<CompletableFuture<?>> racers = new ArrayList<>();
        for (String id : ids) {
            racers.add(runAsync(() -> others.reserveStock(id)));
            racers.add(runAsync(() -> others.reservePayment(id, 1_999)));
            racers.add(runAsync(() -> assertThat(shopper.cancel(id).status()).isEqualTo(200)));
        }
        racers.forEach(CompletableFuture::join);
        for (String id : ids) {
            await().atMost(SOON).untilAsserted(() -> {
                JsonNode order = shopper.get("/api/v1/orders/" + id).body();
                assertThat(order.get("status").asString().equals("CANCELLED") || order.get("cancelling").asBoolean())
                        .as(order.toString()).isTrue();
                assertThat(shopper.get("/api/v1/orders/" + id + "/history").body().get("order")).isEqualTo(order);
            });
        }
    }

    @Test
    void payingAtTheMomentAtWhichTheTimeIsOverEndsInOneOfTheTwoAndTheRowIsTheStream() {
        List<String> ids = IntStream.range(0, 10).mapToObj(_ -> shopper.order()).toList();
        ids.forEach(id -> jdbc.sql("update orders set expires_at = now() where id = :id")
                .param("id", UUID.fromString(id)).update());
        List<CompletableFuture<?>> racers = new ArrayList<>();
        for (String id : ids) {
            OrderId order = new OrderId(UUID.fromString(id));
            Trigger paid = new Trigger.PaymentReserved(UUID.randomUUID(), Money.of(1_999, "USD"));
            racers.add(runAsync(() -> orders.answer(order, paid), Thread::startVirtualThread));
            racers.add(runAsync(() -> watch.cancelUnpaid(new Shard(0, 1), 2), Thread::startVirtualThread));
        }
        racers.forEach(CompletableFuture::join);
        for (String id : ids) {
            JsonNode order = shopper.get("/api/v1/orders/" + id).body();
            assertThat(order.get("status").asString()).isIn("CONFIRMED", "CANCELLED");
            assertThat(typesOf(new OrderId(UUID.fromString(id)))).hasSize(2);
            JsonNode history = shopper.get("/api/v1/orders/" + id + "/history").body();
            assertThat(history.at("/order/status")).isEqualTo(order.get("status"));
            assertThat(history.at("/order/changedAt")).isEqualTo(order.get("changedAt"));
        }
    }

    @Test
    void aDecisionThatLostARaceIsMadeAgain() {
        String id = shopper.order();

        CompletableFuture<Reply> loser = requireNonNull(transaction.execute(_ -> {
            orders.answer(new OrderId(UUID.fromString(id)), new Trigger.StockReserved());
            CompletableFuture<Reply> cancellation = supplyAsync(() -> shopper.cancel(id));
            await().atMost(SOON).until(() -> jdbc.sql("select count(*) from pg_locks where not granted")
                    .query(Long.class).single() > 0);
            return cancellation;
        }));

        assertThat(loser.join().status()).isEqualTo(200);
        assertThat(shopper.get("/api/v1/orders/" + id + "/history").body().get("items").valueStream()
                .map(entry -> entry.get("type").asString()))
                .containsExactly("OrderCreated", "OrderStockReserved", "OrderCancelled");
    }

    @Test
    void ordersThatAreToldTogetherAnswerAsIfEachWereToldAlone() {
        OrderId paid = new OrderId(UUID.fromString(shopper.order()));
        OrderId rejected = new OrderId(UUID.fromString(shopper.order()));

        List<Reaction> reactions = orders.answer(List.of(new Told(paid, new Trigger.StockReserved()),
                new Told(rejected, new Trigger.StockRejected()),
                new Told(paid, new Trigger.PaymentReserved(UUID.randomUUID(), Money.of(1_999, "USD"))),
                new Told(paid, new Trigger.StockReserved())));

        assertThat(reactions).containsExactly(Reaction.AWAIT_PAYMENT, Reaction.CANCEL, Reaction.CONFIRM,
                Reaction.NOTHING);
        assertThat(typesOf(paid)).containsExactly("OrderCreated", "OrderStockReserved", "OrderConfirmed");
        assertThat(typesOf(rejected)).containsExactly("OrderCreated", "OrderCancelled");
        assertThat(shopper.get("/api/v1/orders/" + paid + "/history").body().get("order"))
                .isEqualTo(shopper.get("/api/v1/orders/" + paid).body());
        others.awaitHeard(paid.toString(), "OrderCreated", "OrderConfirmed");
        others.awaitHeard(rejected.toString(), "OrderCreated", "OrderCancelled");
    }

    /** Else two that are told of the same orders could wait for each other in a circle. */
    @Test
    void whoWaitsForAnOrderHoldsNoneThatComesAfterIt() {
        List<UUID> ids = Stream.generate(this::twoOrders).limit(20).filter(this::isFirstPutBehind).findFirst()
                .orElseThrow();

        CompletableFuture<Void> teller = requireNonNull(transaction.execute(_ -> {
            jdbc.sql("select id from orders where id = :id for update").param("id", ids.getFirst()).query()
                    .listOfRows();
            int self = jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
            CompletableFuture<Void> waiting = runAsync(() -> tellInTheOrderOfTheTable(ids));
            await().atMost(SOON).until(() -> waitsFor(self));
            assertThat(jdbc.sql("select id from orders where id = :id for update skip locked")
                    .param("id", ids.getLast()).query(UUID.class).list()).as("not held").hasSize(1);
            return waiting;
        }));

        teller.join();
        ids.forEach(id -> assertThat(typesOf(new OrderId(id))).containsExactly("OrderCreated", "OrderStockReserved"));
    }

    private boolean waitsFor(int backend) {
        return jdbc.sql("select exists (select from pg_stat_activity where :backend = any (pg_blocking_pids(pid)))")
                .param("backend", backend).query(Boolean.class).single();
    }

    private List<UUID> twoOrders() {
        return Stream.generate(() -> UUID.fromString(shopper.order())).limit(2)
                .sorted(Comparator.comparing(UUID::toString)).toList();
    }

    /** The new version of a row lies where there is room for it, which may be in front. */
    private boolean isFirstPutBehind(List<UUID> ids) {
        return jdbc.sql("""
                with moved as (update orders set repeats = repeats where id = :first returning ctid)
                select moved.ctid > (select ctid from orders where id = :last) from moved""")
                .param("first", ids.getFirst()).param("last", ids.getLast()).query(Boolean.class).single();
    }

    /** An index would be read in the order of the ids, whatever the statement asks for. */
    private void tellInTheOrderOfTheTable(List<UUID> ids) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("set local enable_indexscan = off").update();
            jdbc.sql("set local enable_bitmapscan = off").update();
            orders.answer(ids.stream().map(id -> new Told(new OrderId(id), new Trigger.StockReserved())).toList());
        });
    }

    private List<String> typesOf(OrderId id) {
        return shopper.get("/api/v1/orders/" + id + "/history").body().get("items").valueStream()
                .map(entry -> entry.get("type").asString()).toList();
    }

    private String confirmed() {
        String id = shopper.order();
        others.reserveStock(id);
        others.reservePayment(id, 1_999);
        shopper.awaitStatus(id, "CONFIRMED");
        return id;
    }

    private long ordersOfShopper() {
        return jdbc.sql("select count(*) from orders where user_id = :user").param("user", shopperId)
                .query(Long.class).single();
    }
}
