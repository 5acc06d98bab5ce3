package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What shoppers send back, through the edge and all services. */
@WholePlatform
class ReturnJourneyTests {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    private final Goods goods;
    private final Shoppers shoppers;

    ReturnJourneyTests(Goods goods, Shoppers shoppers) {
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @Test
    void whatIsSentBackIsOnSaleAgainAndPaidBackPieceByPiece() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(5);
        String order = shopper.order(sku, 3, "tok_visa");
        shopper.askToReturn(order, sku, 1).expect(409);
        goods.dispatch(shopper, order);
        goods.deliver(shopper, order);

        receive(shopper, shopper.sendBack(order, sku, 1));

        assertThat(refunded(shopper, order)).isEqualTo(1999);
        awaitStock(sku, 3, 2);
        shopper.askToReturn(order, sku, 3).expect(422);
        shopper.askToReturn(order, goods.sku(0), 1).expect(422);
        assertThat(shopper.status(order)).isEqualTo("DELIVERED");

        receive(shopper, shopper.sendBack(order, sku, 2));

        shopper.awaitStatus(order, "RETURNED");
        assertThat(refunded(shopper, order)).isEqualTo(5997);
        assertThat(shopper.payment(order).path("status").asString()).isEqualTo("REFUNDED");
        awaitStock(sku, 5, 0);
        assertThat(shopper.history(order)).endsWith("OrderReturnReceived", "OrderReturned", "OrderReturnRefunded");
    }

    @Test
    void whatAnOperatorHasRefundedBeforeIsNotRefundedAgain() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(2);
        String order = shopper.order(sku, 1, "tok_visa");
        goods.dispatch(shopper, order);
        goods.operator().post("/payments/" + shopper.payment(order).path("id").asString() + "/refunds",
                Map.of("amount", Map.of("amount", 1500, "currency", "USD"), "reason", "scratched"),
                UUID.randomUUID().toString()).expect(201);

        String id = shopper.sendBack(order, sku, 1);
        receive(shopper, id);

        assertThat(shopper.api().get("/returns/" + id).expect(200).path("refunded").path("amount").asLong())
                .isEqualTo(499);
        assertThat(refunded(shopper, order)).isEqualTo(1999);
        shopper.awaitStatus(order, "RETURNED");
    }

    private void receive(Shopper shopper, String id) {
        goods.operator().post("/returns/" + id + "/approve", Map.of()).expect(200);
        goods.operator().post("/returns/" + id + "/receive", Map.of()).expect(200);
        await().atMost(ENDS_WITHIN).untilAsserted(() -> assertThat(shopper.returnStatus(id)).isEqualTo("REFUNDED"));
    }

    private static long refunded(Shopper shopper, String order) {
        return shopper.payment(order).path("refunded").path("amount").asLong();
    }

    private void awaitStock(String sku, long available, long sold) {
        await().atMost(ENDS_WITHIN).untilAsserted(() -> {
            assertThat(goods.stock(sku).path("available").asLong()).isEqualTo(available);
            assertThat(goods.stock(sku).path("sold").asLong()).isEqualTo(sold);
        });
    }
}
