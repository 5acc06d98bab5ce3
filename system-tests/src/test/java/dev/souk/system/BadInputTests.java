package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Platform;
import dev.souk.local.api.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.util.RawValue;

/** What a hostile or careless client sends: each is refused with a problem that names the field, and stores nothing. */
@WholePlatform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTests {

    private final Platform platform;
    private final Goods goods;
    private final Shoppers shoppers;
    private Shopper shopper;
    private String sku;
    private Shopper buyer;
    private String captured;

    BadInputTests(Platform platform, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @BeforeAll
    void oneShopperWithoutOrdersAndOneWhoHasPaid() {
        shopper = shoppers.register();
        sku = goods.sku(5);
        buyer = shoppers.register();
        captured = buyer.order(goods.sku(1), 1, "tok_visa");
        buyer.awaitPayment(captured, "CAPTURED");
    }

    static Stream<Arguments> badOrders() {
        return Stream.of(
                Arguments.of("an unknown SKU", item("\"sku\": \"NO-SUCH-SKU\", \"quantity\": 1"), 422, "NO-SUCH-SKU"),
                Arguments.of("quantity 0", item("\"sku\": \"$SKU\", \"quantity\": 0"), 400, "quantity"),
                Arguments.of("quantity -1", item("\"sku\": \"$SKU\", \"quantity\": -1"), 400, "quantity"),
                Arguments.of("quantity 10^9", item("\"sku\": \"$SKU\", \"quantity\": 1000000000"), 400, "quantity"),
                Arguments.of("quantity 10^30",
                        item("\"sku\": \"$SKU\", \"quantity\": 1000000000000000000000000000000"), 400, "quantity"),
                Arguments.of("a fraction", item("\"sku\": \"$SKU\", \"quantity\": 1.5"), 400, "quantity"),
                Arguments.of("a price", item("\"sku\": \"$SKU\", \"quantity\": 1, \"price\": 1"), 400, "price"),
                Arguments.of("an unknown field", "{\"addressId\": \"$ADDRESS\", \"status\": \"CONFIRMED\"}", 400,
                        "status"),
                Arguments.of("no address", "{\"items\": [{\"sku\": \"$SKU\", \"quantity\": 1}]}", 400, "addressId"),
                Arguments.of("no items", "{\"addressId\": \"$ADDRESS\", \"items\": []}", 400, "items"),
                Arguments.of("malformed JSON", "{\"addressId\": ", 400, ""),
                Arguments.of("another type", "[1, 2, 3]", 400, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badOrders")
    void aBadOrderIsRefusedAndStoresNothing(String name, String body, int status, String named) {
        Answer answer = order(body.replace("$SKU", sku).replace("$ADDRESS", shopper.address()));

        assertProblem(answer, status);
        assertThat(answer.body().toString()).contains(named);
        assertThat(shopper.api().get("/orders").expect(200).path("items").size()).isZero();
        assertThat(goods.available(sku)).isEqualTo(5);
    }

    @Test
    void aBodyOfTwoMegabytesIsTooLarge() {
        assertProblem(order("{\"addressId\": \"" + "x".repeat(2 * 1024 * 1024) + "\"}"), 413);
    }

    @Test
    void anOrderNeedsAnIdempotencyKey() {
        Answer answer = shopper.api().post("/orders", "application/json",
                BodyPublishers.ofString("{\"addressId\": \"" + shopper.address() + "\"}"));

        assertProblem(answer, 400);
        assertThat(answer.body().toString()).contains("Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer nonsense",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMTlhNWQyZS03YzFiLTdhNDAtOWQ1ZS0zZjFjMmI2YTcwMDIifQ.",
            "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIwMTlhNWQyZS03YzFiLTdhNDAtOWQ1ZS0zZjFjMmI2YTcwMDIifQ.AAAA"})
    void noTokenAndForgedTokensAreRefused(String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.edge() + "/api/v1/orders"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        assertProblem(platform.api().send(request.build()), 401);
    }

    @Test
    void internalCallsAreUnroutable() {
        assertProblem(shopper.api()
                .send(HttpRequest.newBuilder(URI.create(platform.edge() + "/internal/orders/cancel-unpaid"))
                        .POST(BodyPublishers.ofString("{}")).build()),
                404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {"above what was captured|{amount: 100000000, currency: USD}|422",
            "zero|{amount: 0, currency: USD}|400", "negative|{amount: -1, currency: USD}|400",
            "overflowing|{amount: 9223372036854775808, currency: USD}|400",
            "almost overflowing|{amount: 9223372036854775807, currency: USD}|422",
            "a foreign currency|{amount: 1, currency: EUR}|422", "no currency|{amount: 1, currency: QQQ}|400"})
    void aBadRefundIsRefusedAndGivesNothingBack(String name, String amount, int status) {
        JsonNode before = buyer.payment(captured);
        String body = "{\"reason\": \"scratched\", \"amount\": " + amount.replaceAll("([a-zA-Z]+)", "\"$1\"") + "}";

        assertProblem(platform.operator().post("/payments/" + before.path("id").asString() + "/refunds",
                new RawValue(body), UUID.randomUUID().toString()), status);
        assertThat(buyer.payment(captured)).isEqualTo(before);
    }

    @Test
    void aForgedWebhookIsRefused() {
        String event = "{\"id\": \"evt_1\", \"idempotencyKey\": \"any\", \"reference\": \"auth_1\"}";
        for (String signature : new String[]{"none", "t=now,v1=00", "t=1772366400,v1=" + "0".repeat(64)}) {
            Answer answer = platform.api().call("POST", "/api/v1/payments/webhooks/sandbox", event,
                    Map.of("Sandbox-Signature", signature));
            assertProblem(answer, 400);
            assertThat(answer.body().path("type").asString()).endsWith("/webhook-refused");
        }
        assertProblem(
                platform.api().call("POST", "/api/v1/payments/webhooks/sandbox", "x".repeat(300 * 1024), Map.of()),
                413);
    }

    private Answer order(String body) {
        return shopper.api().post("/orders", new RawValue(body), UUID.randomUUID().toString());
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body().path("type").asString()).startsWith("https://souk.dev/problems/");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
    }

    private static String item(String fields) {
        return "{\"addressId\": \"$ADDRESS\", \"items\": [{" + fields + "}]}";
    }
}
