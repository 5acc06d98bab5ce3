package dev.souk.order;

import static dev.souk.order.Client.mugs;
import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.souk.common.web.test.TestTokens;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.overview.Heard;
import dev.souk.order.overview.OrderOverview.Payment.Status;
import dev.souk.order.overview.OverviewService;
import tools.jackson.databind.JsonNode;

/** How operators find orders. */
@RunningOrderService
class OrderSearchTests {

    private final OtherServices others;
    private final OverviewService overview;
    private final UUID shopperId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopperId);
    private final Client shopper;
    private final Client operator;

    @Autowired
    OrderSearchTests(OtherServices others, OverviewService overview, @LocalServerPort int port) {
        this.others = others;
        this.overview = overview;
        this.shopper = new Client(port, token);
        this.operator = new Client(port, TestTokens.operator());
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void ordersAreFoundByWhatIsKnownOfThem() {
        String mug = shopper.order();
        String tea = shopper.place(newKey(), mugs(1).replace("MUG-1", "TEA-7")).body().get("id").asString();
        shopper.cancel(tea);
        String placed = shopper.get("/api/v1/orders/" + tea).body().get("createdAt").asString();

        assertThat(found("")).containsExactly(tea, mug);
        assertThat(found("&status=CANCELLED")).containsExactly(tea);
        assertThat(found("&status=PENDING")).containsExactly(mug);
        assertThat(found("&sku=MUG-1")).containsExactly(mug);
        assertThat(found("&q=tea")).containsExactly(tea);
        assertThat(found("&q=mug-1")).containsExactly(mug);
        assertThat(found("&q=tea -tea")).isEmpty();
        assertThat(found("&from=" + placed)).containsExactly(tea);
        assertThat(found("&to=" + placed)).containsExactly(mug);
        assertThat(found("&q=%25'\\ \" & | ! (")).isEmpty();
    }

    @Test
    void theListIsPagedAndForOperatorsOnly() {
        String first = shopper.order();
        String second = shopper.order();

        JsonNode page = operator.get("/api/v1/ops/orders?user=" + shopperId + "&size=1").body();
        assertThat(page.at("/items/0/id").asString()).isEqualTo(second);
        assertThat(operator.get("/api/v1/ops/orders?user=" + shopperId + "&size=1&cursor="
                + page.get("nextCursor").asString()).body().at("/items/0/id").asString()).isEqualTo(first);
        assertThat(shopper.get("/api/v1/ops/orders").status()).isEqualTo(403);
        assertThat(operator.get("/api/v1/ops/orders?status=TELEPORTED").status()).isEqualTo(400);
        assertThat(operator.get("/api/v1/ops/orders?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void whatTheOthersHaveSaidIsBesideTheOrder() {
        String order = shopper.order();
        assertThat(seen(order).at("/payment/status").asString()).isEqualTo("NONE");

        others.reserveStock(order);
        others.reservePayment(order, 1_999);
        others.ship(order, "ShipmentCreated");
        others.ship(order, "ShipmentDispatched");
        pay(order, "PaymentCaptured", 1_999);
        refund(order, 500, 500);
        refund(order, 100, 600);
        refund(order, 500, 600);

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode seen = seen(order);
            assertThat(seen.get("status").asString()).isEqualTo("SHIPPED");
            assertThat(seen.at("/payment/status").asString()).isEqualTo("PARTIALLY_REFUNDED");
            assertThat(seen.at("/payment/captured/amount").asLong()).isEqualTo(1_999);
            assertThat(seen.at("/payment/refunded/amount").asLong()).isEqualTo(600);
            assertThat(seen.at("/parcels/created").asInt()).isEqualTo(1);
            assertThat(seen.at("/parcels/dispatched").asInt()).isEqualTo(1);
            assertThat(seen.at("/parcels/delivered").asInt()).isZero();
        });
    }

    @Test
    void whatComesLateTakesNothingBack() {
        String order = shopper.order();
        OrderId id = new OrderId(UUID.fromString(order));
        hear(Heard.captured(id, 1_999));
        hear(Heard.payment(id, Status.AUTHORISED));
        hear(Heard.parcelsCancelled(id));
        hear(Heard.parcelCreated(id));

        assertThat(seen(order).at("/payment/status").asString()).isEqualTo("CAPTURED");
        assertThat(seen(order).at("/parcels/created").asInt()).isZero();

        hear(Heard.refunded(id, 300, 500L));
        hear(Heard.refunded(id, 200, 200L));
        assertThat(seen(order).at("/payment/refunded/amount").asLong()).isEqualTo(500);
    }

    @Test
    void refundsOfBeforeTheirSumWasSaidAreAddedUp() {
        String order = shopper.order();
        OrderId id = new OrderId(UUID.fromString(order));
        hear(Heard.captured(id, 1_999));
        hear(Heard.refunded(id, 500, null));
        hear(Heard.refunded(id, 100, null));

        assertThat(seen(order).at("/payment/refunded/amount").asLong()).isEqualTo(600);
    }

    private void hear(Heard news) {
        overview.hear(List.of(news));
    }

    private void pay(String order, String type, long amount) {
        others.say("payments", order, type,
                Map.of("paymentId", UUID.randomUUID(), "orderId", order, "amount", amount, "currency", "USD"));
    }

    /** As payment says it of a return, whenever it is asked again. */
    private void refund(String order, long amount, long inAll) {
        others.say("payments", order, "PaymentRefunded", Map.of("paymentId", UUID.randomUUID(), "orderId", order,
                "amount", amount, "currency", "USD", "refundedInAll", inAll));
    }

    private JsonNode seen(String order) {
        return operator.get("/api/v1/ops/orders?user=" + shopperId).body().get("items").valueStream()
                .filter(item -> item.get("id").asString().equals(order)).findFirst().orElseThrow();
    }

    private List<String> found(String query) {
        return operator.get("/api/v1/ops/orders?user=" + shopperId + query).body().get("items").valueStream()
                .map(item -> item.get("id").asString()).toList();
    }
}
