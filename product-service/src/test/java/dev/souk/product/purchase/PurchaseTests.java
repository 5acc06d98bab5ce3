package dev.souk.product.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.common.web.test.TestTokens;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.OrderFact.Cancelled;
import dev.souk.product.purchase.OrderFact.Confirmed;
import dev.souk.product.purchase.OrderFact.Placed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** What the catalogue makes of who bought what. */
@ProductPlatform
class PurchaseTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String KEY = "souk:product:trending";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PurchaseService purchases;

    @Autowired
    private Trends trends;

    @Autowired
    private RedissonClient redis;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final UUID shopper = UUID.randomUUID();
    private final Instant now = Instant.now();

    private Shop shop;
    private String category;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
        // the leaderboard has room for the products of one test, not of all; and none for who looked at something before it
        await().atMost(PATIENCE).until(() -> redis.getStream("souk:product:views").size() == 0);
        jdbc.sql("DELETE FROM product_trend").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PC", "CP", "PPCC", "CPPC", "CCPPC"})
    void aPurchaseCountsOnceInWhateverOrderItIsHeard(String order) {
        Bought radio = product("Radio");
        UUID id = UUID.randomUUID();
        order.chars().forEach(fact -> purchases.heard(
                List.of(fact == 'P' ? placed(id, shopper, radio) : new Confirmed(id, shopper, now))));

        assertThat(weight(radio, now)).hasValueSatisfying(weight -> assertThat(weight).isEqualTo(1, within(1e-6)));
        assertThat(suggestedTo(shopper)).doesNotContain(radio.id());
    }

    @Test
    void allFactsOfAPollCountOnceToo() {
        Bought radio = product("Radio");
        UUID id = UUID.randomUUID();
        Confirmed confirmed = new Confirmed(id, shopper, now);
        purchases.heard(List.of(confirmed, placed(id, shopper, radio, radio), confirmed, placed(id, shopper, radio)));
        assertThat(weight(radio, now)).hasValueSatisfying(weight -> assertThat(weight).isEqualTo(1, within(1e-6)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCX", "PXC", "XPC", "XCP", "PCXC", "PCXX", "P", "PX"})
    void whatIsNotBoughtAfterAllDoesNotCount(String order) {
        Bought radio = product("Radio");
        UUID id = UUID.randomUUID();
        order.chars().forEach(fact -> purchases.heard(List.of(switch (fact) {
            case 'P' -> placed(id, shopper, radio);
            case 'C' -> new Confirmed(id, shopper, now);
            default -> new Cancelled(id, shopper);
        })));
        assertThat(weight(radio, now)).isEmpty();
        assertThat(suggestedTo(shopper)).as("nothing was bought").isEmpty();
    }

    @Test
    void takingOnePurchaseBackLeavesTheOthers() {
        Bought radio = product("Radio");
        buy(shopper, now, radio);
        buy(shopper, now.minus(Trends.HALF_LIFE), radio);
        UUID cancelled = buy(shopper, now, radio);
        assertThat(weight(radio, now).orElseThrow()).isEqualTo(2.5, within(1e-6));
        purchases.heard(List.of(new Cancelled(cancelled, shopper)));
        assertThat(weight(radio, now).orElseThrow()).isEqualTo(1.5, within(1e-6));
    }

    @Test
    void aPurchaseIsTakenBackAtWhatItWeighsHoweverLateItIsCancelled() {
        Bought radio = product("Radio");
        buy(shopper, now, radio);
        UUID cancelled = buy(shopper, now.minus(Trends.HALF_LIFE), radio);
        purchases.heard(List.of(new Cancelled(cancelled, shopper)));
        assertThat(weight(radio, now).orElseThrow()).isEqualTo(1, within(1e-6));
    }

    @Test
    void demandOfOldIsWorthLessThanDemandOfToday() {
        Bought old = product("Old");
        Bought recent = product("Recent");
        Stream.of(4, 5, 6).forEach(halfLives -> buy(shopper, now.minus(Trends.HALF_LIFE.multipliedBy(halfLives)), old));
        buy(shopper, now, recent);
        assertThat(weight(old, now).orElseThrow()).isEqualTo(1 / 16.0 + 1 / 32.0 + 1 / 64.0, within(1e-6));
        awaitTrending(recent.id(), old.id());
    }

    @Test
    void noTimeIsTooFarAwayToBeWeighed() {
        Bought radio = product("Radio");
        buy(shopper, now, radio);
        buy(shopper, Instant.EPOCH, radio);
        buy(shopper, Instant.parse("9999-01-01T00:00:00Z"), radio);
        assertThat(weight(radio, now).orElseThrow()).as("one now, one worth nothing, one that counts as now")
                .isEqualTo(2, within(1e-3));
    }

    @Test
    void whatIsMostInDemandComesFirst() {
        Bought lamp = product("Lamp");
        Bought radio = product("Radio");
        buy(shopper, now, radio);
        buy(UUID.randomUUID(), now, radio, lamp);
        awaitTrending(radio.id(), lamp.id());
        MvcTestResult first = shop.get("/api/v1/products/trending?size=1");
        assertThat(Shop.<List<String>>read(first, "$.items[*].title")).containsExactly("Radio");
        assertThat(Shop.<Object>read(first, "$.nextCursor")).isNull();
        assertThat(first).headers().hasValue(HttpHeaders.CACHE_CONTROL, "max-age=1, public");
        assertThat(shop.get("/api/v1/products/trending?size=101")).hasStatus(400);
    }

    @Test
    void aWithdrawnProductIsNotRecommended() {
        Bought radio = product("Radio");
        Bought lamp = product("Lamp");
        buy(UUID.randomUUID(), now, radio, lamp);
        buy(shopper, now, lamp);
        awaitTrending(lamp.id(), radio.id());
        String path = "/api/v1/products/" + radio.id();
        assertThat(shop.delete(path, Shop.tag(shop.get(path)))).hasStatus(204);
        assertThat(trending()).containsExactly(lamp.id());
        assertThat(suggestedTo(shopper)).doesNotContain(radio.id());
    }

    @Test
    void aLostLeaderboardIsTheSameAsBefore() {
        Bought radio = product("Radio");
        Bought lamp = product("Lamp");
        buy(shopper, now, radio, lamp);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(redis.<String>getScoredSortedSet(KEY, StringCodec.INSTANCE).readAll())
                        .containsExactlyInAnyOrder(radio.id(), lamp.id()));
        assertThat(redis.getKeys().remainTimeToLive(KEY)).as("ends by itself").isPositive();
        List<String> before = trending();
        assertThat(before).containsExactlyInAnyOrder(radio.id(), lamp.id());

        redis.getKeys().delete(KEY);
        assertThat(trending()).as("equals too").isEqualTo(before);

        buy(shopper, now, radio);
        await().atMost(PATIENCE).until(() -> redis.getKeys().countExists(KEY) == 1);
        awaitTrending(radio.id(), lamp.id());
    }

    @Test
    void ordersWithProductsInCommonAreCountedOneAfterTheOther() {
        List<Bought> products = Stream.of(product("Radio"), product("Lamp")).sorted(Comparator.comparing(Bought::id))
                .toList();
        Bought first = products.getFirst();
        Bought last = products.getLast();
        UUID cancelled = buy(shopper, now, first);
        buy(shopper, now, first, last);
        UUID confirmed = UUID.randomUUID();

        CompletableFuture<Void> counting = transaction.execute(_ -> {
            int self = lockScore(first);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> purchases.heard(List.of(
                    placed(confirmed, shopper, last), new Confirmed(confirmed, shopper, now),
                    new Cancelled(cancelled, shopper))));
            await().atMost(PATIENCE).until(() -> waiting.isDone() || somebodyWaitsFor(self));
            assertThat(waiting).as("waits for the first").isNotDone();
            lockScore(last);
            return waiting;
        });

        counting.join();
        assertThat(weight(first, now).orElseThrow()).isEqualTo(1, within(1e-6));
        assertThat(weight(last, now).orElseThrow()).isEqualTo(2, within(1e-6));
    }

    @Test
    void withoutRedisTheDatabaseIsAsked() {
        Bought radio = product("Radio");
        buy(shopper, now, radio);
        Config nowhere = new Config().setLazyInitialization(true);
        nowhere.useSingleServer().setAddress("redis://127.0.0.1:1").setConnectTimeout(200);
        RedissonClient away = Redisson.create(nowhere);
        try {
            assertThat(new Leaderboard(away, trends).top()).containsExactly(new ProductId(UUID.fromString(radio.id())));
        } finally {
            away.shutdown(Duration.ZERO.toMillis(), 1_000, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void whatOthersBoughtWithItComesBeforeWhatIsLikeIt() {
        Bought radio = product("Radio");
        Bought batteries = product("Batteries", shop.newCategory());
        Bought aerial = product("Aerial", shop.newCategory());
        Bought television = product("Television");
        product("Sofa", shop.newCategory(), "Somebody " + category);
        Stream.of(1, 2).forEach(_ -> buy(UUID.randomUUID(), now, radio, batteries));
        buy(UUID.randomUUID(), now, radio, aerial);
        buy(shopper, now, radio);

        assertThat(suggestedTo(shopper)).containsExactly(batteries.id(), aerial.id(), television.id());
    }

    @Test
    void besideAProductStandsWhatWasBoughtWithItAndThenWhatIsLikeIt() {
        String brand = "Brand " + category;
        Bought radio = product("Radio", category, brand);
        Bought batteries = product("Batteries", shop.newCategory());
        Bought aerial = product("Aerial", shop.newCategory());
        Bought clock = product("Clock", category, brand);
        product("Sofa", category, "Another " + category);
        Stream.of(1, 2).forEach(_ -> buy(UUID.randomUUID(), now, radio, batteries));
        buy(UUID.randomUUID(), now, radio, aerial);

        MvcTestResult related = shop.get("/api/v1/products/" + radio.id() + "/related");

        assertThat(Shop.<List<String>>read(related, "$.items[*].id"))
                .containsExactly(batteries.id(), aerial.id(), clock.id());
        assertThat(Shop.<List<String>>read(related, "$.items[*].relation"))
                .containsExactly("BOUGHT_TOGETHER", "BOUGHT_TOGETHER", "ALIKE");
        assertThat(related).headers().hasValue(HttpHeaders.CACHE_CONTROL, "max-age=1, public");
    }

    @Test
    void theMoreAttributesAreTheSameTheMoreAlikeAreTwoProducts() {
        String colour = "\"colour\": \"red\"";
        String path = "/api/v1/products/" + attributed(colour + ", \"size\": 42") + "/related";
        String both = attributed("\"size\": 42, " + colour);
        String one = attributed(colour + ", \"size\": 41");
        attributed("\"colour\": \"blue\", \"size\": \"42\"");

        assertThat(Shop.<List<String>>read(shop.get(path), "$.items[*].id")).containsExactly(both, one);
    }

    @Test
    void whereNothingIsKnownNothingIsRelated() {
        assertThat(Shop.body(shop.get("/api/v1/products/" + product("Radio").id() + "/related")))
                .isEqualTo("{\"items\":[],\"nextCursor\":null}");
        assertThat(shop.get("/api/v1/products/" + UUID.randomUUID() + "/related")).hasStatus(404);
    }

    private String attributed(String attributes) {
        return shop.newProduct("Shoe", category, "Brand " + UUID.randomUUID(), "", attributes);
    }

    @Test
    void aBrandThatWasBoughtIsSuggestedToo() {
        String brand = "Brand " + category;
        Bought radio = product("Radio", category, brand);
        Bought clock = product("Clock", shop.newCategory(), brand);
        Bought television = product("Television", category, brand);
        buy(shopper, now, radio);
        assertThat(suggestedTo(shopper)).as("both alike before one alike").containsExactly(television.id(), clock.id());
    }

    @Test
    void suggestionsAreForTheOneWhoAsks() {
        assertThat(shop.get("/api/v1/products/suggested")).hasStatus(401);
        MvcTestResult nothing = suggested(UUID.randomUUID());
        assertThat(nothing).hasStatus(200).headers().hasValue(HttpHeaders.CACHE_CONTROL, "no-cache, private");
        assertThat(Shop.body(nothing)).isEqualTo("{\"items\":[],\"nextCursor\":null}");
    }

    @Test
    void whoIsGoneIsForgottenButTheirPurchasesCount() {
        Bought radio = product("Radio");
        product("Television");
        buy(shopper, now, radio);
        UUID pending = UUID.randomUUID();
        purchases.heard(List.of(placed(pending, shopper, radio)));

        purchases.shopperDeleted(shopper, now);
        purchases.shopperDeleted(shopper, now);
        purchases.heard(List.of(new Confirmed(pending, shopper, now)));
        buy(shopper, now, radio);

        assertThat(rowsOf(shopper)).isZero();
        assertThat(suggestedTo(shopper)).isEmpty();
        assertThat(weight(radio, now).orElseThrow()).isEqualTo(3, within(1e-6));
    }

    @Test
    void anOrderThatIsHeardOfWhileTheAccountIsDeletedBelongsToNobody() {
        Bought radio = product("Radio");
        CompletableFuture<Void> deletion = transaction.execute(_ -> {
            buy(shopper, now, radio);
            CompletableFuture<Void> deleting = CompletableFuture
                    .runAsync(() -> purchases.shopperDeleted(shopper, now));
            await().atMost(PATIENCE).until(() -> deleting.isDone() || deletionWaits());
            return deleting;
        });
        deletion.join();
        assertThat(rowsOf(shopper)).isZero();
    }

    @Test
    void whatIsOldEnoughIsForgotten() {
        Bought radio = product("Radio");
        UUID old = buy(shopper, now, radio);
        UUID young = buy(shopper, now, radio);
        jdbc.sql("UPDATE purchase_order SET heard_at = now() - interval '731 days' WHERE order_id = :id")
                .param("id", old).update();
        purchases.shopperDeleted(UUID.randomUUID(), now.minus(Duration.ofDays(731)));

        assertThat(Shop.body(deleteOld(TestTokens.service("job-scheduler").bearer())))
                .isEqualTo("{\"deleted\":1,\"more\":true}");
        assertThat(Shop.body(deleteOld(TestTokens.service("job-scheduler").bearer())))
                .isEqualTo("{\"deleted\":0,\"more\":false}");
        assertThat(deleteOld(TestTokens.operator().bearer())).as("a job's token is needed").hasStatus(401);
        assertThat(jdbc.sql("SELECT order_id FROM purchase_order JOIN purchase USING (order_id) WHERE shopper_id = :id")
                .param("id", shopper).query(UUID.class).list()).containsExactly(young);
        assertThat(jdbc.sql("SELECT count(*) FROM deleted_shopper WHERE deleted_at < now() - interval '730 days'")
                .query(Long.class).single()).isZero();
    }

    private MvcTestResult deleteOld(String token) {
        return mvc.post().uri("/internal/purchases/delete-old").header(HttpHeaders.AUTHORIZATION, token)
                .contentType(MediaType.APPLICATION_JSON).content("{\"limit\": 1}").exchange();
    }

    private record Bought(String id, String sku) {}

    private Bought product(String title) {
        return product(title, category);
    }

    private Bought product(String title, String category) {
        return product(title, category, "Brand of " + title + " " + category);
    }

    private Bought product(String title, String category, String brand) {
        String sku = "P" + UUID.randomUUID();
        MvcTestResult added = shop.post("/api/v1/products",
                Shop.product(title, sku, category, 1).replace("Acme", brand));
        assertThat(added).hasStatus(201);
        return new Bought(Shop.read(added, "$.id"), sku);
    }

    private UUID buy(UUID shopper, Instant confirmedAt, Bought... products) {
        UUID order = UuidCreator.getTimeOrderedEpoch();
        purchases.heard(List.of(placed(order, shopper, products), new Confirmed(order, shopper, confirmedAt)));
        return order;
    }

    private static Placed placed(UUID order, UUID shopper, Bought... products) {
        return new Placed(order, shopper,
                Stream.concat(Stream.of(products).map(Bought::sku), Stream.of("unknown")).toList());
    }

    /** How many purchases of this moment the product's score is worth. */
    private Optional<Double> weight(Bought product, Instant at) {
        double rate = Math.log(2) / Trends.HALF_LIFE.toSeconds();
        return trends.top(1_000).stream().filter(trend -> trend.product().toString().equals(product.id()))
                .map(trend -> Math.exp(trend.score() - rate * at.toEpochMilli() / 1000)).findFirst();
    }

    private void awaitTrending(String... ids) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(trending()).containsExactly(ids));
    }

    private List<String> trending() {
        MvcTestResult answer = shop.get("/api/v1/products/trending");
        assertThat(answer).hasStatus(200);
        return Shop.read(answer, "$.items[*].id");
    }

    private List<String> suggestedTo(UUID shopper) {
        MvcTestResult answer = suggested(shopper);
        assertThat(answer).hasStatus(200);
        return Shop.read(answer, "$.items[*].id");
    }

    private MvcTestResult suggested(UUID shopper) {
        return mvc.get().uri("/api/v1/products/suggested")
                .header(HttpHeaders.AUTHORIZATION, TestTokens.shopper(shopper).bearer()).exchange();
    }

    private long rowsOf(UUID shopper) {
        return jdbc.sql("SELECT count(*) FROM purchase_order WHERE shopper_id = :id").param("id", shopper)
                .query(Long.class).single();
    }

    /** Answers which of the database's processes has the lock now; fails when it is somebody else's. */
    private int lockScore(Bought product) {
        return jdbc.sql("""
                SELECT pg_backend_pid() FROM product_trend WHERE product_id = CAST(:id AS uuid) FOR UPDATE NOWAIT""")
                .param("id", product.id()).query(Integer.class).single();
    }

    private boolean somebodyWaitsFor(int process) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE :process = ANY (pg_blocking_pids(pid)))")
                .param("process", process).query(Boolean.class).single();
    }

    private boolean deletionWaits() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query(Boolean.class).single();
    }
}
