package dev.souk.product.review;

import static dev.souk.product.Shop.read;
import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.common.web.test.TestTokens;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.OrderFact;
import dev.souk.product.purchase.PurchaseService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What shoppers say, who may, and what it adds up to. */
@ProductPlatform
class ReviewTests {

    private static final String GOOD = "{\"rating\": 5}";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PurchaseService purchases;

    @Autowired
    private ReviewService reviews;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JsonMapper json;

    private Shop shop;
    private String category;
    private String sku;
    private String product;
    private String path;

    /** Somebody, and the order by which they have the product. */
    private record Buyer(UUID id, UUID order) {

        String bearer() {
            return TestTokens.shopper(id).bearer();
        }
    }

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
        sku = "SKU-" + UUID.randomUUID();
        product = "/api/v1/products/" + shop.newProduct("Radio", sku, category, 1);
        path = product + "/reviews";
    }

    @Test
    void aReviewIsSeenAndCountsWhenItIsApproved() {
        Buyer buyer = buyer();
        String tagBefore = tag(shop.get(product));
        assertRating(null, 0, "0 0 0 0 0");
        MvcTestResult written = write(buyer, """
                {"rating": 4, "title": "Loud", "text": "And clear.", "author": "Ada L."}""");
        assertThat(written).hasStatus(201).bodyJson().extractingPath("$.status").isEqualTo("PENDING");
        String location = String.valueOf(written.getResponse().getHeader(HttpHeaders.LOCATION));
        assertThat(titles()).isEmpty();
        assertThat(shop.get(location)).hasStatus(404);
        assertThat(call(HttpMethod.GET, location, buyer.bearer(), null, "")).hasStatus(200);
        assertRating(null, 0, "0 0 0 0 0");

        assertThat(approve(written)).hasStatus(200);
        assertThat(approve(written)).as("again").hasStatus(200);

        assertThat(titles()).containsExactly("Loud");
        MvcTestResult page = shop.get(path);
        assertThat(page).bodyJson().extractingPath("$.items[0].author").isEqualTo("Ada L.");
        assertThat(Shop.body(page)).doesNotContain(buyer.id().toString()).doesNotContain("status");
        assertRating("4.0", 1, "0 0 0 1 0");
        assertThat(tag(shop.get(product))).isNotEqualTo(tagBefore);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Shop.<List<String>>read(
                shop.get("/api/v1/search?sort=rating&category=" + category), "$.items[*].title")).contains("Radio"));
    }

    @Test
    void aRepeatedKeyWritesOneReview() {
        Buyer buyer = buyer();
        String key = UUID.randomUUID().toString();
        MvcTestResult first = writeWithKey(buyer, key, GOOD);
        MvcTestResult second = writeWithKey(buyer, key, GOOD);
        assertThat(first).hasStatus(201);
        assertThat(second).hasStatus(201);
        assertThat(Shop.body(second)).isEqualTo(Shop.body(first));
        assertThat(tag(second)).isEqualTo("\"1\"");
        assertThat(second.getResponse().getHeader(HttpHeaders.LOCATION))
                .isEqualTo(first.getResponse().getHeader(HttpHeaders.LOCATION));
        assertThat(writeWithKey(buyer, key, "{\"rating\": 1}")).hasStatus(422);
        assertThat(write(buyer, GOOD)).as("without the key").hasStatus(409);
    }

    @Test
    void onlyWhoHasBoughtItReviewsIt() {
        UUID stranger = UUID.randomUUID();
        assertThat(write(new Buyer(stranger, stranger), GOOD)).hasStatus(422).bodyJson().extractingPath("$.type")
                .asString().endsWith("/not-bought");
        UUID order = UUID.randomUUID();
        purchases.heard(List.of(new OrderFact.Placed(order, stranger, List.of(sku))));
        assertThat(write(new Buyer(stranger, order), GOOD)).as("ordered is not bought").hasStatus(422);
        purchases.heard(List.of(new OrderFact.Confirmed(order, stranger, Instant.now())));
        assertThat(write(new Buyer(stranger, order), GOOD)).hasStatus(201);
        assertThat(mvc.post().uri(path).contentType(MediaType.APPLICATION_JSON).content(GOOD)).hasStatus(401);
        Buyer cancelled = buyer();
        purchases.heard(List.of(new OrderFact.Cancelled(cancelled.order(), cancelled.id())));
        assertThat(write(cancelled, GOOD)).hasStatus(422);
    }

    @Test
    void aShopperHasOneReviewOfAProductHoweverOftenTheyPress() throws Exception {
        Buyer buyer = buyer();
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<MvcTestResult> press = () -> write(buyer, GOOD);
            for (Future<MvcTestResult> answer : threads.invokeAll(Collections.nCopies(8, press))) {
                answers.add(answer.get().getResponse().getStatus());
            }
        }
        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(write(buyer, GOOD)).hasStatus(409).bodyJson().extractingPath("$.type").asString()
                .endsWith("/already-reviewed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select * from review; DROP TABLE review; --", "O'Neil \"said\" \\ it",
            "\uD83D\uDE00 caf\u00e9",
            "<script>alert(1)</script><b>x</b>", "line\nbreak\ttab", "%s %d ${jndi:x} {{7*7}} \u202e"})
    void anyTextComesBackAsTheSameText(String text) {
        MvcTestResult written = write(buyer(), json.writeValueAsString(Map.of("rating", 1, "text", text)));
        assertThat(written).hasStatus(201);
        assertThat(approve(written)).hasStatus(200);
        MvcTestResult page = shop.get(path);
        assertThat(Shop.<String>read(page, "$.items[0].text")).isEqualTo(text);
        assertThat(page).hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON).headers()
                .hasValue("X-Content-Type-Options", "nosniff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'rating': 0}|/rating", "{'rating': 6}|/rating", "{}|/rating",
            "{'rating': 5, 'title': 'a\\nb'}|/title", "{'rating': 5, 'author': 'me@example.org'}|/author",
            "{'rating': 5, 'author': '019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7002'}|/author",
            "{'rating': 5, 'text': 'a\\u0007'}|/text", "{'rating': 5, 'text': '\\ud800'}|/text"})
    void whatCannotBeKeptIsRefused(String body, String pointer) {
        MvcTestResult refused = write(buyer(), body.replace('\'', '"'));
        assertThat(refused).hasStatus(400);
        assertThat(Shop.<List<String>>read(refused, "$.errors[*].pointer")).containsExactly(pointer);
        assertThat(write(buyer(), "{\"rating\": 5, \"text\": \"%s\"}".formatted("x".repeat(5_001)))).hasStatus(400);
    }

    @Test
    void anEditedReviewWaitsAgainAndTheRatingStaysRight() {
        Buyer buyer = buyer();
        MvcTestResult written = write(buyer, GOOD);
        approve(written);
        approve(write(buyer(), "{\"rating\": 2}"));
        assertRating("3.5", 2, "0 1 0 0 1");
        String own = path + "/" + read(written, "$.id");
        assertThat(call(HttpMethod.PUT, own, buyer.bearer(), null, "{\"rating\": 1}")).hasStatus(428);
        assertThat(call(HttpMethod.PUT, own, buyer.bearer(), tag(written), "{\"rating\": 1}")).hasStatus(412);
        String tag = tag(call(HttpMethod.GET, own, buyer.bearer(), null, ""));
        assertThat(call(HttpMethod.PUT, own, buyer().bearer(), tag, "{\"rating\": 1}")).hasStatus(404);

        MvcTestResult edited = call(HttpMethod.PUT, own, buyer.bearer(), tag, "{\"rating\": 1}");

        assertThat(edited).hasStatus(200).bodyJson().extractingPath("$.status").isEqualTo("PENDING");
        assertRating("2.0", 1, "0 1 0 0 0");
        assertThat(call(HttpMethod.POST, "/api/v1/reviews/" + read(written, "$.id") + "/approve",
                TestTokens.operator().bearer(), tag, "")).as("what the operator has read is gone").hasStatus(412);
        approve(written);
        assertRating("1.5", 2, "1 1 0 0 0");

        MvcTestResult rejected = shop.post("/api/v1/reviews/" + read(written, "$.id") + "/reject",
                "{\"reason\": \"Not about the product\"}");
        assertThat(rejected).hasStatus(200);
        assertRating("2.0", 1, "0 1 0 0 0");
        MvcTestResult seen = call(HttpMethod.GET, own, buyer.bearer(), null, "");
        assertThat(seen).bodyJson().extractingPath("$.rejectionReason").isEqualTo("Not about the product");

        approve(written);
        String last = tag(call(HttpMethod.GET, own, buyer.bearer(), null, ""));
        assertThat(call(HttpMethod.DELETE, own, buyer.bearer(), last, "")).hasStatus(204);
        assertRating("2.0", 1, "0 1 0 0 0");
        assertThat(write(buyer, GOOD)).as("another one").hasStatus(201);
    }

    @Test
    void operatorsFindWhatWaitsAndOthersDoNot() {
        MvcTestResult written = write(buyer(), GOOD);
        String id = read(written, "$.id");
        List<String> waiting = new ArrayList<>();
        String cursor = "";
        do {
            MvcTestResult page = shop.getAsOperator("/api/v1/reviews?status=PENDING&size=100" + cursor);
            assertThat(page).hasStatus(200);
            waiting.addAll(Shop.<List<String>>read(page, "$.items[*].review.id"));
            String next = read(page, "$.nextCursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(waiting).contains(id).isSorted();

        String bearer = buyer().bearer();
        assertThat(call(HttpMethod.GET, "/api/v1/reviews", bearer, null, "")).hasStatus(403);
        assertThat(call(HttpMethod.POST, "/api/v1/reviews/" + id + "/approve", bearer, null, "")).hasStatus(403);
        assertThat(call(HttpMethod.POST, "/api/v1/reviews/" + id + "/reject", bearer, null, "{\"reason\": \"x\"}"))
                .hasStatus(403);
        assertThat(shop.get("/api/v1/reviews")).hasStatus(401);
        assertThat(shop.getAsOperator("/api/v1/reviews?status=ODD")).hasStatus(400);
        assertThat(shop.post("/api/v1/reviews/" + UUID.randomUUID() + "/approve", "")).hasStatus(404);
        assertThat(shop.post("/api/v1/reviews/" + id + "/reject", "{\"reason\": \" \"}")).hasStatus(400);
    }

    @Test
    void reviewsComeInPagesTheNewestFirst() {
        for (String title : List.of("one", "two", "three")) {
            approve(write(buyer(), "{\"rating\": 3, \"title\": \"%s\"}".formatted(title)));
        }
        MvcTestResult first = shop.get(path + "?size=2");
        assertThat(Shop.<List<String>>read(first, "$.items[*].title")).containsExactly("three", "two");
        assertThat(Shop.<List<String>>read(shop.get(path + "?size=2&cursor=" + read(first, "$.nextCursor")),
                "$.items[*].title")).containsExactly("one");
        assertThat(shop.get("/api/v1/products/" + UUID.randomUUID() + "/reviews")).hasStatus(404);
        assertRating("3.0", 3, "0 0 3 0 0");
    }

    @Test
    void approvalsAtTheSameTimeAllCountOnce() throws Exception {
        List<MvcTestResult> written = List.of(write(buyer(), GOOD), write(buyer(), GOOD),
                write(buyer(), "{\"rating\": 1}"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<MvcTestResult>> decisions = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                MvcTestResult review = written.get(i % 3);
                decisions.add(() -> approve(review));
            }
            for (Future<MvcTestResult> decision : threads.invokeAll(decisions)) {
                assertThat(decision.get()).hasStatus(200);
            }
        }
        assertRating("3.7", 3, "1 0 0 0 2");
    }

    @Test
    void aCancelledOrderTakesItsReviewAlongUnlessAnotherRemains() {
        Buyer once = buyer();
        Buyer twice = buyer();
        UUID second = buy(twice.id());
        approve(write(once, GOOD));
        approve(write(twice, "{\"rating\": 3}"));

        for (Buyer each : List.of(once, twice)) {
            purchases.heard(List.of(new OrderFact.Cancelled(each.order(), each.id())));
            reviews.ordersCancelled(List.of(each.order()));
            reviews.ordersCancelled(List.of(each.order()));
        }
        assertRating("3.0", 1, "0 0 1 0 0");

        purchases.heard(List.of(new OrderFact.Cancelled(second, twice.id())));
        reviews.ordersCancelled(List.of(second));
        assertRating(null, 0, "0 0 0 0 0");
    }

    @Test
    void aDeletedAccountLeavesWhatWasApprovedAndNoTraceOfItself() {
        Buyer buyer = buyer();
        approve(write(buyer, "{\"rating\": 4, \"author\": \"Ada L.\", \"title\": \"Loud\"}"));
        MvcTestResult waiting = write(reviewerOfAnotherProduct(buyer.id()), GOOD);
        assertThat(waiting).hasStatus(201);

        for (int i = 0; i < 2; i++) {
            purchases.shopperDeleted(buyer.id(), Instant.now());
            reviews.shopperDeleted(buyer.id());
        }

        assertThat(Shop.body(shop.get(product + "/reviews"))).contains("A shopper").contains("Loud")
                .doesNotContain("Ada");
        assertRating("4.0", 1, "0 0 0 1 0");
        assertThat(rowsOf(buyer.id())).isZero();
        assertThat(shop.getAsOperator(path + "/" + read(waiting, "$.id"))).hasStatus(404);
    }

    @Test
    void aReviewThatIsWrittenWhileItsAccountIsDeletedDoesNotStay() {
        Buyer buyer = buyer();
        CompletableFuture<Void> deletion = new CompletableFuture<>();
        transaction.executeWithoutResult(_ -> {
            reviews.write(new ProductId(
                    UUID.fromString(product.substring(product.lastIndexOf('/') + 1))), buyer.id(),
                    new ReviewContent(5, null, null, null));
            Thread.ofVirtual().start(() -> {
                transaction.executeWithoutResult(_ -> {
                    purchases.shopperDeleted(buyer.id(), Instant.now());
                    reviews.shopperDeleted(buyer.id());
                });
                deletion.complete(null);
            });
            await("the deletion waits").until(() -> jdbc.sql(
                    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                    .query(Boolean.class).single());
        });
        deletion.join();
        assertThat(rowsOf(buyer.id())).isZero();
    }

    private Buyer buyer() {
        UUID shopper = UUID.randomUUID();
        return new Buyer(shopper, buy(shopper));
    }

    private UUID buy(UUID shopper) {
        UUID order = UUID.randomUUID();
        purchases.heard(List.of(new OrderFact.Placed(order, shopper, List.of(sku)),
                new OrderFact.Confirmed(order, shopper, Instant.now())));
        return order;
    }

    /** From here on the tests' path leads to the other product. */
    private Buyer reviewerOfAnotherProduct(UUID shopper) {
        sku = "SKU-" + UUID.randomUUID();
        path = "/api/v1/products/" + shop.newProduct("Lamp", sku, category, 1) + "/reviews";
        return new Buyer(shopper, buy(shopper));
    }

    private MvcTestResult write(Buyer buyer, String review) {
        return call(HttpMethod.POST, path, buyer.bearer(), null, review);
    }

    private MvcTestResult writeWithKey(Buyer buyer, String key, String review) {
        return mvc.post().uri(path).header(HttpHeaders.AUTHORIZATION, buyer.bearer()).header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON).content(review).exchange();
    }

    private MvcTestResult approve(MvcTestResult written) {
        return shop.post("/api/v1/reviews/" + read(written, "$.id") + "/approve", "");
    }

    private MvcTestResult call(HttpMethod method, String uri, String bearer, @Nullable String ifMatch, String body) {
        var request = mvc.method(method).uri(uri).header(HttpHeaders.AUTHORIZATION, bearer)
                .contentType(MediaType.APPLICATION_JSON).content(body);
        return (ifMatch == null ? request : request.header(HttpHeaders.IF_MATCH, ifMatch)).exchange();
    }

    private List<String> titles() {
        return read(shop.get(path), "$.items[*].title");
    }

    private long rowsOf(UUID shopper) {
        return jdbc.sql("SELECT count(*) FROM review WHERE shopper_id = :id").param("id", shopper).query(Long.class)
                .single();
    }

    private void assertRating(@Nullable String average, int count, String stars) {
        MvcTestResult shown = shop.get(product);
        assertThat(Shop.<String>read(shown, "$.rating.average")).isEqualTo(average);
        assertThat(Shop.<Integer>read(shown, "$.rating.count")).isEqualTo(count);
        assertThat(Shop.<Map<String, Integer>>read(shown, "$.rating.stars").values().stream().map(String::valueOf)
                .toList()).isEqualTo(List.of(stars.split(" ", -1)));
    }
}
