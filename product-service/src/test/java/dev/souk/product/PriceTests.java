package dev.souk.product;

import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.purchase.OrderFact;
import dev.souk.product.purchase.PurchaseService;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a product costs, and that everybody follows when a sale begins or ends with nobody editing anything. */
@ProductPlatform
class PriceTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PurchaseService purchases;

    private Shop shop;
    private String category;
    private String sku;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
        sku = "SKU-" + UUID.randomUUID();
    }

    @Test
    void whileASaleIsOnItIsThePriceEverywhere() {
        Instant until = Instant.now().plusSeconds(3600);
        String id = newProduct(1499, Instant.now().minusSeconds(3600), until);
        for (MvcTestResult answer : List.of(shop.get("/api/v1/products/variants?sku=" + sku),
                shop.get("/api/v1/products?category=" + category), shop.get("/api/v1/products/" + id))) {
            assertThat(Shop.<List<Integer>>read(answer, "$..price.amount")).containsExactly(1499);
            assertThat(Shop.<List<Integer>>read(answer, "$..listPrice.amount")).containsExactly(1999);
            assertThat(Shop.<List<String>>read(answer, "$..saleUntil").stream().map(Instant::parse))
                    .containsExactly(Instant.ofEpochMilli(until.toEpochMilli()));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(foundPrices()).containsExactly(1499));
    }

    @Test
    void shoppersDoNotSeeWhatComes() {
        Instant from = Instant.now().plusSeconds(3600);
        String path = "/api/v1/products/" + newProduct(1499, from, from.plusSeconds(1));
        assertThat(Shop.<Integer>read(shop.get(path), "$.variants[0].price.amount")).isEqualTo(1999);
        assertThat(Shop.body(shop.get(path))).doesNotContain("sale", "1499");
        assertThat(shop.get(path + "/prices")).hasStatus(401);
        assertThat(shop.getAsOperator(path + "/prices")).hasStatus(200).bodyJson()
                .extractingPath("$.items[0].sales[0].amount").isEqualTo(1499);
    }

    @Test
    void aSaleBeginsAndEndsByItself() {
        Instant from = Instant.now().plusSeconds(1);
        String id = newProduct(1499, from, from.plusSeconds(3600));
        String path = "/api/v1/products/" + id;
        String before = tag(shop.get(path));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(foundPrices()).containsExactly(1499));
        String during = tag(shop.get(path));
        endIn(Duration.ofMillis(200));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(foundPrices()).containsExactly(1999));
        assertThat(List.of(before, during, tag(shop.get(path)))).as("what a cache compares").doesNotHaveDuplicates();

        assertThat(jdbc.sql("SELECT payload FROM outbox WHERE key = :id ORDER BY id").param("id", id)
                .query(String.class).list())
                .satisfiesExactly(created -> assertThat(created).contains("\"price\":1999,\"listPrice\":1999"),
                        begun -> assertThat(begun).contains("\"price\":1499,\"listPrice\":1999"),
                        ended -> assertThat(ended).contains("\"price\":1999,\"listPrice\":1999"));
        MvcTestResult changes = shop.getAsOperator(path + "/changes");
        assertThat(Shop.<List<String>>read(changes, "$.items[*].by.kind"))
                .containsExactly("PRICE_SCHEDULE", "PRICE_SCHEDULE", "OPERATOR");
        assertThat(Shop.<List<String>>read(changes, "$.items[1].changes[*].field"))
                .containsExactly("/variants/" + sku + "/price");
        assertThat(Shop.<Integer>read(changes, "$.items[1].changes[0].from.amount")).isEqualTo(1999);
        assertThat(Shop.<Integer>read(changes, "$.items[1].changes[0].to.amount")).isEqualTo(1499);
    }

    @Test
    void anEditThatDoesNotSpeakOfSalesLeavesThem() {
        Instant now = Instant.now();
        String path = "/api/v1/products/" + newProduct(1499, now.minusSeconds(60), now.plusSeconds(3600));
        assertThat(shop.put(path, tag(shop.get(path)), Shop.product("Radio", sku, category, 1899))).hasStatus(200);
        assertThat(Shop.<Integer>read(shop.get(path), "$.variants[0].price.amount")).isEqualTo(1499);

        assertThat(shop.patch(path, tag(shop.get(path)), variants(1399, null))).hasStatus(400)
                .bodyJson().extractingPath("$.errors[0].pointer").isEqualTo("/variants/0/sales/0");
        assertThat(shop.patch(path, tag(shop.get(path)), variants(1399, "[]"))).hasStatus(200);
        assertThat(Shop.<Integer>read(shop.get(path), "$.variants[0].price.amount")).isEqualTo(1399);
        assertThat(shop.getAsOperator(path + "/prices")).bodyJson().extractingPath("$.items[0].sales").asArray()
                .isEmpty();
    }

    @Test
    void noCacheKeepsAPriceForLongerThanItHolds() {
        Instant now = Instant.now();
        String id = newProduct(1499, now.minusSeconds(60), now.plusSeconds(3600));
        UUID order = UUID.randomUUID();
        UUID shopper = UUID.randomUUID();
        purchases.heard(List.of(new OrderFact.Placed(order, shopper, List.of(sku)),
                new OrderFact.Confirmed(order, shopper, now)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Shop.<List<String>>read(
                shop.get("/api/v1/products/trending?size=100"), "$.items[*].id")).contains(id));
        await().atMost(PATIENCE).untilAsserted(() -> {
            endIn(Duration.ofSeconds(9));
            assertThat(shop.get("/api/v1/products/trending?size=100")).headers().hasHeaderSatisfying(
                    HttpHeaders.CACHE_CONTROL,
                    values -> assertThat(values).singleElement().asString().matches("max-age=[0-8], public"));
        });
    }

    /** So that however slow the machine is the sale is seen before. */
    private void endIn(Duration rest) {
        OffsetDateTime end = Instant.now().plus(rest).truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                WITH ended AS (UPDATE sale_price SET ends_at = :end WHERE sku = :sku RETURNING sku)
                UPDATE product SET next_price_change = :end
                WHERE id IN (SELECT product_id FROM variant JOIN ended USING (sku))""")
                .param("end", end).param("sku", sku).update();
    }

    private List<Integer> foundPrices() {
        return Shop.read(shop.get("/api/v1/search?category=" + category), "$.items[*].price.amount");
    }

    private String newProduct(long saleAmount, Instant from, Instant until) {
        MvcTestResult added = shop.post("/api/v1/products", """
                {"title": "Radio", "category": "%s", %s""".formatted(category, variants(1999,
                "[{\"amount\": %d, \"currency\": \"USD\", \"from\": \"%s\", \"until\": \"%s\"}]".formatted(saleAmount,
                        from, until))
                .substring(1)));
        assertThat(added).hasStatus(201);
        return Shop.read(added, "$.id");
    }

    private String variants(long amount, @Nullable String sales) {
        return "{\"variants\": [{\"sku\": \"%s\", \"price\": {\"amount\": %d, \"currency\": \"USD\"}%s}]}"
                .formatted(sku, amount, sales == null ? "" : ", \"sales\": " + sales);
    }
}
