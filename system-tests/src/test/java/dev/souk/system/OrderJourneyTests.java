package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.Platform;
import dev.souk.local.api.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WholePlatform
class OrderJourneyTests {

    private final Platform platform;
    private final Goods goods;
    private final Shoppers shoppers;

    OrderJourneyTests(Platform platform, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @Test
    void aGoodOrderIsPaidShippedAndTold() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(5);
        shopper.api().put("/cart/items/" + sku, Map.of("quantity", 2)).expect(200);

        JsonNode order = shopper.api()
                .post("/orders", Map.of("addressId", shopper.address(), "paymentMethod", Map.of("token", "tok_visa")),
                        UUID.randomUUID().toString())
                .expect(201);
        String id = order.path("id").asString();

        assertThat(order.path("total").path("amount").asLong()).isEqualTo(3998);
        shopper.awaitStatus(id, "CONFIRMED");
        shopper.awaitPayment(id, "CAPTURED");
        JsonNode stock = goods.stock(sku);
        assertThat(stock.path("available").asLong()).isEqualTo(3);
        assertThat(stock.path("reserved").asLong()).isZero();
        assertThat(stock.path("sold").asLong()).isEqualTo(2);
        assertThat(shopper.api().get("/cart").expect(200).path("items").size()).isZero();
        awaitMail(shopper.email());
    }

    @Test
    void aDispatchedAndDeliveredOrderEndsAsDelivered() {
        Shopper shopper = shoppers.register();
        String id = shopper.order(goods.sku(1), 1, "tok_visa");

        goods.dispatch(shopper, id);
        goods.deliver(shopper, id);
    }

    @Test
    void aDeclinedPaymentCancelsTheOrderAndGivesTheStockBack() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(5);

        String id = shopper.order(sku, 2, "tok_declined");

        shopper.awaitStatus(id, "CANCELLED");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(goods.available(sku)).isEqualTo(5));
        assertThat(shopper.payment(id).path("captured").path("amount").asLong()).isZero();
    }

    @Test
    void anOrderForMoreThanThereIsIsCancelledAndChargesNothing() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(1);

        String id = shopper.order(sku, 2, "tok_visa");

        shopper.awaitStatus(id, "CANCELLED");
        shopper.awaitPayment(id, "VOIDED");
        assertThat(goods.available(sku)).isEqualTo(1);
    }

    @Test
    void tenBuyersOfThreePiecesGetExactlyThree() throws Exception {
        String sku = goods.sku(3);
        List<Shopper> buyers = IntStream.range(0, 10).mapToObj(_ -> shoppers.register()).toList();

        List<String> orders = atOnce(
                buyers.stream().<Callable<String>>map(buyer -> () -> buyer.order(sku, 1, "tok_visa")).toList());

        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(
                IntStream.range(0, 10).mapToObj(buyer -> buyers.get(buyer).status(orders.get(buyer))))
                .containsOnly("CONFIRMED", "CANCELLED")
                .filteredOn("CONFIRMED"::equals).hasSize(3));
        assertThat(goods.available(sku)).isZero();
    }

    @Test
    void anotherShoppersOrderIsNotThere() {
        String id = shoppers.register().order(goods.sku(1), 1, "tok_visa");
        Shopper stranger = shoppers.register();

        for (String path : List.of("", "/history", "/payment", "/shipments")) {
            stranger.api().get("/orders/" + id + path).expect(404);
        }
        stranger.api().post("/orders/" + id + "/cancel", Map.of("reason", "mine now")).expect(404);
    }

    @Test
    void theSameKeyAndBodyAnswerTheSameAndMakeOneOrder() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(5);
        String key = UUID.randomUUID().toString();

        Answer first = shopper.place(sku, 1, "tok_visa", key);
        Answer again = shopper.place(sku, 1, "tok_visa", key);

        assertThat(again.expect(201)).isEqualTo(first.expect(201));
        assertThat(shopper.api().get("/orders").expect(200).path("items").size()).isEqualTo(1);
        shopper.place(sku, 2, "tok_visa", key).expect(422);
    }

    private void awaitMail(String email) {
        HttpRequest inbox = HttpRequest.newBuilder(URI.create(platform.mail() + "/api/user/" + email + "/messages"))
                .build();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(platform.api().send(inbox).body().size()).isPositive());
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        }
    }
}
