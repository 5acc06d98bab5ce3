package dev.souk.order;

import static dev.souk.order.Client.json;
import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.ADDRESS;
import static dev.souk.order.OtherServices.SOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.web.test.TestTokens;
import dev.souk.contracts.EventContract;
import dev.souk.order.Client.Reply;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import dev.souk.order.checkout.OrderService.Told;
import dev.souk.order.checkout.Trigger;
import tools.jackson.databind.JsonNode;

/** Promotions, from the operator who offers them to the orders that use them. */
@RunningOrderService
class CouponTests {

    private static final String LONG_AGO = "2020-01-01T00:00:00Z";

    private final OtherServices others;
    private final OrderService orders;
    private final JdbcClient jdbc;
    private final int port;
    private final UUID shopperId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(shopperId);
    private final Client shopper;
    private final Client operator;
    private final String code = "T-" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);

    @Autowired
    CouponTests(OtherServices others, OrderService orders, JdbcClient jdbc, @LocalServerPort int port) {
        this.others = others;
        this.orders = orders;
        this.jdbc = jdbc;
        this.port = port;
        this.shopper = new Client(port, token);
        this.operator = new Client(port, TestTokens.operator());
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    /** Promotions without a code would make the orders of other tests cheaper. */
    @AfterEach
    void endAllPromotions() {
        jdbc.sql("update promotion set valid_until = now() where code is null and valid_until is null").update();
    }

    @Test
    void theQuotesTotalIsTheOrdersTotalAndAllPartsAreInTheAnnouncement() {
        others.mugsCost(1_799);
        offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 10}");
        shopper.call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 2}");

        JsonNode quote = shopper.post("/api/v1/cart/quote", cartOrder("")).body();
        assertThat(quote).isEqualTo(json("""
                {"lines": [{"sku": "MUG-1", "title": "Mug", "quantity": 2,
                            "unitPrice": {"amount": 1799, "currency": "USD"},
                            "listPrice": {"amount": 1999, "currency": "USD"},
                            "lineTotal": {"amount": 3598, "currency": "USD"},
                            "discount": {"amount": 360, "currency": "USD"}}],
                 "discounts": [{"code": "%s", "name": "Test", "amount": {"amount": 360, "currency": "USD"}}],
                 "shipping": {"amount": 0, "currency": "USD"}, "tax": {"amount": 0, "currency": "USD"},
                 "taxIncluded": true, "total": {"amount": 3238, "currency": "USD"}}""".formatted(code)));

        Reply placed = shopper.place(newKey(), cartOrder(expecting(3_238)));
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        for (String part : List.of("lines", "discounts", "shipping", "tax", "total")) {
            assertThat(placed.body().get(part)).isEqualTo(quote.get(part));
        }
        String id = placed.body().get("id").asString();
        assertThat(shopper.get("/api/v1/orders/" + id).body()).isEqualTo(placed.body());
        assertThat(shopper.get("/api/v1/orders/" + id + "/history").body().get("order")).isEqualTo(placed.body());

        others.awaitHeard(id, "OrderCreated");
        String announced = new String(others.heardOf(id).getFirst().payload(), StandardCharsets.UTF_8);
        EventContract.of("order-service", "OrderCreated", 1).validate(announced);
        assertThat(json(announced).at("/total").asLong()).isEqualTo(3_238);
        assertThat(json(announced).at("/lines/0/discount").asLong()).isEqualTo(360);
        assertThat(json(announced).at("/discounts/0/code").asString()).isEqualTo(code);
    }

    @Test
    void anOrderThatWouldCostSomethingElseIsRefusedWithWhatHasChanged() {
        shopper.call(HttpMethod.PUT, "/api/v1/cart/items/MUG-1", "{\"quantity\": 2}");
        others.mugsCost(2_499);

        Reply refused = shopper.place(newKey(), "{\"addressId\": \"%s\"%s}".formatted(ADDRESS, expecting(3_998)));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("type").asString()).endsWith("/total-changed");
        assertThat(refused.body().at("/price/total/amount").asLong()).isEqualTo(4_998);
        assertThat(refused.body().get("changes")).isEqualTo(json("""
                [{"sku": "MUG-1", "kind": "PRICE_CHANGED", "from": {"amount": 1999, "currency": "USD"},
                  "to": {"amount": 2499, "currency": "USD"}}]"""));
        assertThat(ordersOfShopper()).isZero();
        assertThat(shopper.place(newKey(), "{\"addressId\": \"%s\"%s}".formatted(ADDRESS,
                ", \"expectedTotal\": {\"amount\": 4998, \"currency\": \"EUR\"}")).status()).isEqualTo(409);
        assertThat(shopper.place(newKey(), "{\"addressId\": \"%s\"%s}".formatted(ADDRESS, expecting(4_998))).status())
                .isEqualTo(201);
    }

    @Test
    void tenOfFiftyOrdersAtOnceGetTheTenCoupons() throws Exception {
        String id = offer(
                "\"benefit\": {\"kind\": \"AMOUNT_OFF\", \"amount\": {\"amount\": 100, \"currency\": \"USD\"}}, "
                        + "\"maxRedemptions\": 10");

        Map<Integer, Long> answers = placeAtOnce(50);

        assertThat(answers).isEqualTo(Map.of(201, 10L, 422, 40L));
        assertThat(ordersOfShopper()).isEqualTo(10);
        assertThat(redeemed(id)).isEqualTo(10);
    }

    @Test
    void aShopperUsesACouponAsOftenAsTheyMayHoweverManyRequestsComeAtOnce() throws Exception {
        String id = offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 1}, \"maxPerUser\": 2");

        assertThat(placeAtOnce(20)).isEqualTo(Map.of(201, 2L, 422, 18L));
        assertThat(redeemed(id)).isEqualTo(2);
        TestTokens.Token bob = TestTokens.shopper(UUID.randomUUID());
        others.livesInBasel("Bob", bob);
        assertThat(new Client(port, bob).place(newKey(), order(1)).status()).as("the limit is each shopper's own")
                .isEqualTo(201);
    }

    @Test
    void aCancelledOrderGivesItsCouponBackOnceHoweverOftenItIsCancelled() {
        String id = offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 1}, \"maxRedemptions\": 2");
        String first = placed();
        placed();
        assertThat(shopper.place(newKey(), order(1)).status()).isEqualTo(422);

        for (int i = 0; i < 3; i++) {
            assertThat(shopper.cancel(first).status()).isEqualTo(200);
        }
        others.say("reservations", first, "StockRejected", Map.of("orderId", first));
        others.reserveStock(first);
        others.awaitHeard(first, "OrderCreated", "OrderCancelled", "OrderCancelled");

        assertThat(redeemed(id)).isEqualTo(1);
        placed();
        assertThat(redeemed(id)).isEqualTo(2);
    }

    @Test
    void anOrderThatCannotBeServedGivesItsCouponBack() {
        String id = offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 1}, \"maxPerUser\": 1");
        String order = placed();

        others.say("reservations", order, "StockRejected", Map.of("orderId", order));
        shopper.awaitStatus(order, "CANCELLED");

        assertThat(redeemed(id)).isZero();
        placed();
    }

    @Test
    void ordersThatEndTogetherGiveAllTheirCouponsBack() {
        String id = offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 1}, \"maxRedemptions\": 3");
        List<Told> rejections = Stream.of(placed(), placed())
                .map(order -> new Told(new OrderId(UUID.fromString(order)), new Trigger.StockRejected())).toList();
        placed();

        orders.answer(rejections);
        orders.answer(rejections);

        assertThat(redeemed(id)).isEqualTo(1);
    }

    @Test
    void aPromotionWithoutACodeAppliesByItselfAndIsCountedWithoutALimit() {
        String id = create("\"benefit\": {\"kind\": \"BUY_AND_GET\", \"buy\": 2, \"free\": 1}, \"skus\": [\"MUG-1\"], "
                + "\"onlyFor\": \"" + shopperId + "\"", null);

        Reply placed = shopper.place(newKey(), Client.mugs(3));

        assertThat(placed.body().at("/total/amount").asLong()).isEqualTo(3_998);
        assertThat(placed.body().at("/discounts/0/amount/amount").asLong()).isEqualTo(1_999);
        assertThat(placed.body().at("/discounts/0").has("code")).isFalse();
        assertThat(redeemed(id)).isEqualTo(1);
        shopper.cancel(placed.body().get("id").asString());
        assertThat(redeemed(id)).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            not yet valid    | coupon-not-yet-valid  | "validFrom": "2999-01-01T00:00:00Z"
            expired          | coupon-expired        | "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2020-01-02T00:00:00Z"
            somebody else's  | unknown-coupon        | "validFrom": "2020-01-01T00:00:00Z", "onlyFor": "0195a000-0000-7000-8000-000000000001"
            too small        | coupon-not-applicable | "validFrom": "2020-01-01T00:00:00Z", "minimumOrder": {"amount": 2000, "currency": "USD"}
            foreign currency | coupon-not-applicable | "validFrom": "2020-01-01T00:00:00Z", "minimumOrder": {"amount": 1, "currency": "EUR"}
            for other goods  | coupon-not-applicable | "validFrom": "2020-01-01T00:00:00Z", "skus": ["TEA-7"]
            """)
    void aCouponThatDoesNotCountIsRefusedAndNothingIsOrdered(String what, String slug, String terms) {
        String id = create(terms + ", \"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 10}", code);

        Reply refused = shopper.place(newKey(), order(1));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("type").asString()).endsWith("/" + slug);
        assertThat(refused.body().at("/errors/0/pointer").asString()).isEqualTo("/couponCode");
        assertThat(refused.body().get("detail").asString()).contains(code);
        assertThat(ordersOfShopper()).isZero();
        assertThat(redeemed(id)).isZero();
    }

    @Test
    void aCouponThatDoesNotExistIsRefused() {
        Reply refused = shopper.place(newKey(), order(1));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("type").asString()).endsWith("/unknown-coupon");
    }

    @Test
    void aCouponMustLeaveSomethingToPay() {
        offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 100}");

        assertThat(shopper.place(newKey(), order(1)).body().get("type").asString()).endsWith("/invalid-order");
        assertThat(ordersOfShopper()).isZero();
    }

    @Test
    void aShopperMayTypeACodeInAnyCase() {
        offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 10}");

        Reply placed = shopper.place(newKey(), order(1).replace(code, code.toLowerCase(Locale.ROOT)));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.body().at("/discounts/0/code").asString()).isEqualTo(code);
    }

    @Test
    void anEditNamesTheVersionThatItWasMadeOf() {
        String id = offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 10}, \"maxRedemptions\": 5");
        placed();
        placed();
        String path = "/api/v1/coupons/" + id;
        String seen = requireNonNull(operator.get(path).etag());
        String terms = terms("\"benefit\": {\"kind\": \"FREE_SHIPPING\"}, \"maxRedemptions\": 2", code);

        assertThat(operator.call(HttpMethod.PUT, path, terms).status()).isEqualTo(428);
        assertThat(operator.call(HttpMethod.PUT, path, Map.of("If-Match", seen),
                terms.replace("\"maxRedemptions\": 2", "\"maxRedemptions\": 1")).body().get("type").asString())
                .as("two orders have it").endsWith("/invalid-coupon");
        Reply changed = operator.call(HttpMethod.PUT, path, Map.of("If-Match", seen), terms);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.body().at("/benefit/kind").asString()).isEqualTo("FREE_SHIPPING");
        assertThat(Instant.parse(changed.body().get("changedAt").asString()))
                .isAfter(Instant.parse(changed.body().get("createdAt").asString()));
        assertThat(operator.call(HttpMethod.PUT, path, Map.of("If-Match", seen), terms).status()).isEqualTo(412);
        assertThat(operator.get(path).body().get("redeemed").asInt()).isEqualTo(2);
    }

    @Test
    void aLimitThatIsSetLaterCountsTheOrdersOfBefore() {
        String id = offer("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 10}");
        String first = placed();
        placed();
        operator.call(HttpMethod.PUT, "/api/v1/coupons/" + id, Map.of("If-Match", "\"1\""),
                terms("\"benefit\": {\"kind\": \"PERCENT_OFF\", \"percent\": 10}, \"maxRedemptions\": 2", code));

        assertThat(shopper.place(newKey(), order(1)).status()).isEqualTo(422);
        shopper.cancel(first);
        placed();
    }

    @Test
    void couponsAreTheOperatorsAffair() {
        String id = offer("\"benefit\": {\"kind\": \"FREE_SHIPPING\"}");

        assertThat(shopper.get("/api/v1/coupons").status()).isEqualTo(403);
        assertThat(shopper.get("/api/v1/coupons/" + id).status()).isEqualTo(403);
        assertThat(new Client(port, null).get("/api/v1/coupons").status()).isEqualTo(401);
        assertThat(operator.get("/api/v1/coupons/" + UUID.randomUUID()).body().get("type").asString())
                .endsWith("/coupon-not-found");
        assertThat(operator.get("/api/v1/coupons?size=1").body().at("/items/0/id").asString()).isEqualTo(id);
        assertThat(add(terms("\"benefit\": {\"kind\": \"FREE_SHIPPING\"}", code)).status()).as("the code is taken")
                .isEqualTo(409);
    }

    @Test
    void whatIsOfferedTwiceWithOneKeyIsOfferedOnce() {
        String key = newKey();
        String terms = terms(
                "\"benefit\": {\"kind\": \"AMOUNT_OFF\", \"amount\": {\"amount\": 7, \"currency\": \"USD\"}}",
                code);
        Reply first = operator.call(HttpMethod.POST, "/api/v1/coupons", Map.of("Idempotency-Key", key), terms);

        assertThat(operator.call(HttpMethod.POST, "/api/v1/coupons", Map.of("Idempotency-Key", key), terms))
                .isEqualTo(first);
        assertThat(first.location()).isEqualTo("/api/v1/coupons/" + first.body().get("id").asString());
    }

    @Test
    void anOrderFromBeforeThereWereDiscountsIsStillReadWhole() {
        String id = shopper.order();
        jdbc.sql("update order_event set data = data - 'charges' where order_id = :id and version = 1")
                .param("id", UUID.fromString(id)).update();

        JsonNode order = shopper.get("/api/v1/orders/" + id).body();
        assertThat(order.at("/total/amount").asLong()).isEqualTo(1_999);
        assertThat(order.get("discounts").isEmpty()).isTrue();
        assertThat(shopper.get("/api/v1/orders/" + id + "/history").body().get("order")).isEqualTo(order);
        others.reserveStock(id);
        others.reservePayment(id, 1_999);
        await().atMost(SOON).untilAsserted(() -> assertThat(shopper.statusOf(id)).isEqualTo("CONFIRMED"));
    }

    private String offer(String terms) {
        return create(terms, code);
    }

    private String create(String terms, @Nullable String couponCode) {
        Reply created = add(terms(terms, couponCode));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.body().get("id").asString();
    }

    private Reply add(String terms) {
        return operator.call(HttpMethod.POST, "/api/v1/coupons", Map.of("Idempotency-Key", newKey()), terms);
    }

    private static String terms(String terms, @Nullable String couponCode) {
        String from = terms.contains("validFrom") ? "" : "\"validFrom\": \"" + LONG_AGO + "\", ";
        String named = couponCode == null ? "" : "\"code\": \"" + couponCode + "\", ";
        return "{\"name\": \"Test\", " + named + from + terms + "}";
    }

    private Map<Integer, Long> placeAtOnce(int orders) throws Exception {
        List<Future<Reply>> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < orders; i++) {
                replies.add(threads.submit(() -> placeUntilAnswered(newKey())));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> reply : replies) {
            statuses.add(reply.get().status());
        }
        return statuses.stream().collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }

    /** So many at once may find all connections to the database in use, and are told to repeat with the same key. */
    private Reply placeUntilAnswered(String key) {
        Reply reply = shopper.place(key, order(1));
        return reply.status() == 503 ? placeUntilAnswered(key) : reply;
    }

    private String placed() {
        Reply placed = shopper.place(newKey(), order(1));
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        return placed.body().get("id").asString();
    }

    private String order(int quantity) {
        return Client.mugs(quantity).replaceFirst("\\{", "{\"couponCode\": \"" + code + "\", ");
    }

    private String cartOrder(String more) {
        return "{\"addressId\": \"%s\", \"couponCode\": \"%s\"%s}".formatted(ADDRESS, code, more);
    }

    private static String expecting(long amount) {
        return ", \"expectedTotal\": {\"amount\": %d, \"currency\": \"USD\"}".formatted(amount);
    }

    private long redeemed(String id) {
        long counted = operator.get("/api/v1/coupons/" + id).body().get("redeemed").asLong();
        assertThat(jdbc.sql("select count(*) from redemption where promotion_id = :id and given_back_at is null")
                .param("id", UUID.fromString(id)).query(Long.class).single()).as("rows and counter agree")
                .isEqualTo(counted);
        return counted;
    }

    private long ordersOfShopper() {
        return jdbc.sql("select count(*) from orders where user_id = :user").param("user", shopperId)
                .query(Long.class).single();
    }
}
