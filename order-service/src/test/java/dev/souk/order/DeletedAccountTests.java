package dev.souk.order;

import static dev.souk.order.OtherServices.SOON;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
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
import org.springframework.transaction.support.TransactionOperations;

import dev.souk.common.web.test.TestTokens;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.PersonalData;
import dev.souk.order.checkout.Trigger;
import dev.souk.order.checkout.UserId;
import tools.jackson.databind.JsonNode;

/** What people are told of themselves, and what is left of them here once their account is gone. */
@RunningOrderService
class DeletedAccountTests {

    private final OtherServices others;
    private final OrderService orders;
    private final PersonalData personalData;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private final UUID shopperId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopperId);
    private final Client shopper;
    private final Client userService;

    @Autowired
    DeletedAccountTests(OtherServices others, OrderService orders, PersonalData personalData,
            TransactionOperations transaction, JdbcClient jdbc, @LocalServerPort int port) {
        this.others = others;
        this.orders = orders;
        this.personalData = personalData;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.shopper = new Client(port, token);
        this.userService = new Client(port, TestTokens.service("user-service"));
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void anOrderThatHasEndedForgetsItsPersonAndKeepsItsHistory() {
        String id = delivered();
        JsonNode history = shopper.get("/api/v1/orders/" + id + "/history").body();

        deleteAccount();

        awaitForgotten(id);
        assertThat(shopper.get("/api/v1/orders/" + id + "/history").body()).isEqualTo(history);
        assertThat(jdbc.sql("select type from order_event where order_id = :id and erased_at is not null")
                .param("id", UUID.fromString(id)).query(String.class).list()).containsExactly("OrderCreated");
    }

    @Test
    void anOpenOrderKeepsItsAddressUntilItIsDelivered() {
        String id = shopper.order();
        deleteAccount();
        awaitDeleted();

        others.reserveStock(id);
        others.reservePayment(id, 1_999);
        others.ship(id, "ShipmentCreated");
        others.ship(id, "ShipmentDispatched");
        shopper.awaitStatus(id, "SHIPPED");
        assertThat(storedOf(id)).as("nothing was cancelled, and the parcel finds its way").contains("Ada", "1 Way");

        others.ship(id, "ShipmentDelivered");
        shopper.awaitStatus(id, "DELIVERED");
        awaitForgotten(id);
    }

    @Test
    void anOrderThatIsCancelledAfterwardsForgetsWhatWasWritten() {
        String id = shopper.order();
        deleteAccount();
        awaitDeleted();

        shopper.cancel(id);

        awaitForgotten(id);
        assertThat(shopper.get("/api/v1/orders/" + id).body().get("cancellationReason").asString())
                .isEqualTo("BY_SHOPPER");
    }

    @Test
    void anOrderThatIsPlacedAfterTheDeletionForgetsItsPersonWhenItEnds() {
        deleteAccount();
        awaitDeleted();
        String id = shopper.order();
        assertThat(storedOf(id)).contains("Ada");

        shopper.cancel(id);

        awaitForgotten(id);
    }

    @Test
    void toDeleteTwiceIsToDeleteOnce() {
        String id = delivered();
        deleteAccount();
        awaitForgotten(id);
        List<Instant> erasedAt = erasedAt(id);

        personalData.erase(new UserId(shopperId), Instant.now());

        assertThat(erasedAt(id)).isEqualTo(erasedAt);
    }

    @Test
    void theCartOfADeletedAccountIsDeleted() {
        shopper.call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 1}");

        deleteAccount();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(shopper.get("/api/v1/cart").body().get("items").isEmpty()).isTrue());
    }

    @Test
    void anotherShoppersOrdersRememberTheirs() {
        TestTokens.Token bob = TestTokens.shopper(UUID.randomUUID());
        others.livesInBasel("Bob", bob);
        String id = new Client(shopper.port(), bob).order();
        new Client(shopper.port(), bob).cancel(id);

        personalData.erase(new UserId(shopperId), Instant.now());

        assertThat(storedOf(id)).contains("Bob", "changed my mind");
    }

    @Test
    void anOrderThatEndsWhileTheAccountIsDeletedIsForgottenByTheDeletion() {
        String id = shopper.order();

        CompletableFuture<Void> deletion = requireNonNull(transaction.execute(_ -> {
            orders.answer(orderId(id), new Trigger.StockRejected());
            CompletableFuture<Void> waiting = runAsync(
                    () -> personalData.erase(new UserId(shopperId), Instant.now()));
            awaitThatSomebodyWaits();
            return waiting;
        }));

        deletion.join();
        assertThat(storedOf(id)).doesNotContain("Ada");
    }

    @Test
    void anOrderThatEndsWhileTheAccountIsDeletedIsForgottenByItself() {
        String id = shopper.order();

        CompletableFuture<Void> end = requireNonNull(transaction.execute(_ -> {
            personalData.erase(new UserId(shopperId), Instant.now());
            CompletableFuture<Void> waiting = runAsync(() -> orders.answer(orderId(id), new Trigger.StockRejected()));
            awaitThatSomebodyWaits();
            return waiting;
        }));

        end.join();
        assertThat(storedOf(id)).doesNotContain("Ada");
    }

    @Test
    void peopleAreToldWhatIsHeldOfThem() {
        String id = shopper.order();
        shopper.cancel(id);
        shopper.call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 3}");

        JsonNode data = userService.get(personalDataOf(shopperId)).body();

        assertThat(data.get("userId").asString()).isEqualTo(shopperId.toString());
        assertThat(data.get("cart")).isEqualTo(Client.json("[{\"sku\": \"MUG-1\", \"quantity\": 3}]"));
        assertThat(data.get("orders").size()).isEqualTo(1);
        JsonNode order = data.at("/orders/0");
        assertThat(order.get("id").asString()).isEqualTo(id);
        assertThat(order.get("status").asString()).isEqualTo("CANCELLED");
        assertThat(order.at("/shipTo/recipient").asString()).isEqualTo("Ada");
        assertThat(order.at("/shipTo/phone").asString()).isEqualTo("+41 61 555 01 01");
        assertThat(order.at("/lines/0/sku").asString()).isEqualTo("MUG-1");
        assertThat(order.at("/notes/0").asString()).isEqualTo("changed my mind");
        assertThat(data.toString()).doesNotContain("tok_visa");
    }

    @Test
    void nothingIsHeldOfAStranger() {
        UUID stranger = UUID.randomUUID();

        assertThat(userService.get(personalDataOf(stranger)).body())
                .isEqualTo(Client.json("{\"userId\": \"%s\", \"cart\": [], \"orders\": []}".formatted(stranger)));
    }

    @Test
    void onlyTheServiceThatExportsIsTold() {
        assertThat(new Client(shopper.port(), TestTokens.service("job-scheduler")).get(personalDataOf(shopperId))
                .status()).isEqualTo(403);
        assertThat(shopper.get(personalDataOf(shopperId)).status()).isIn(401, 403);
        assertThat(new Client(shopper.port(), TestTokens.admin()).get(personalDataOf(shopperId)).status())
                .isIn(401, 403);
        assertThat(new Client(shopper.port(), null).get(personalDataOf(shopperId)).status()).isEqualTo(401);
    }

    @Test
    void aLongHistoryIsToldWholeOrNotAtAll() {
        List<String> ids = IntStream.range(0, 101).mapToObj(_ -> shopper.order()).toList();
        assertThat(userService.get(personalDataOf(shopperId)).body().get("orders").valueStream()
                .map(order -> order.get("id").asString())).containsExactlyElementsOf(ids.reversed());

        retype(ids.getFirst(), "OrderCreated", "OrderMangled");
        try {
            assertThatExceptionOfType(Exception.class).as("what came is no JSON")
                    .isThrownBy(() -> userService.get(personalDataOf(shopperId)));
        } finally {
            retype(ids.getFirst(), "OrderMangled", "OrderCreated");
        }
    }

    private void retype(String order, String from, String to) {
        jdbc.sql("update order_event set type = :to where order_id = :id and type = :from").param("to", to)
                .param("from", from).param("id", UUID.fromString(order)).update();
    }

    private static String personalDataOf(UUID user) {
        return "/internal/users/" + user + "/personal-data";
    }

    private String delivered() {
        String id = shopper.order();
        others.reserveStock(id);
        others.reservePayment(id, 1_999);
        others.ship(id, "ShipmentDelivered");
        shopper.awaitStatus(id, "DELIVERED");
        return id;
    }

    private void deleteAccount() {
        others.say("users", shopperId.toString(), "UserDeleted",
                Map.of("userId", shopperId, "deletedAt", "2026-03-01T12:00:00Z"));
    }

    private void awaitDeleted() {
        await().atMost(SOON).until(() -> jdbc.sql("select count(*) from deleted_user where user_id = :user")
                .param("user", shopperId).query(Long.class).single() == 1);
    }

    private void awaitForgotten(String order) {
        await().atMost(SOON).untilAsserted(() -> assertThat(storedOf(order)).doesNotContain("Ada", "1 Way", "Basel",
                "\"4051\"", "+41 61 555", "tok_visa", "changed my mind"));
    }

    private void awaitThatSomebodyWaits() {
        await().atMost(SOON).until(() -> jdbc.sql("select count(*) from pg_locks where not granted")
                .query(Long.class).single() > 0);
    }

    /** All that the database has of an order. */
    private String storedOf(String order) {
        return jdbc
                .sql("""
                        select string_agg(data::text, ' ') || (select string_agg(to_jsonb(o)::text, ' ') from orders o where id = :id)
                        from order_event where order_id = :id""")
                .param("id", UUID.fromString(order)).query(String.class).single();
    }

    private List<Instant> erasedAt(String order) {
        return jdbc.sql("select erased_at from order_event where order_id = :id and erased_at is not null")
                .param("id", UUID.fromString(order)).query((row, _) -> row.getTimestamp("erased_at").toInstant())
                .list();
    }

    private static OrderId orderId(String id) {
        return new OrderId(UUID.fromString(id));
    }
}
