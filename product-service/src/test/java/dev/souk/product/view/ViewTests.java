package dev.souk.product.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.souk.common.web.test.TestTokens;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.purchase.PurchaseService;
import dev.souk.product.view.View.Place;
import dev.souk.product.view.ViewService.ViewsOfDay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of a look at a product. The worker rests, so that each step can be taken by hand. */
@ProductPlatform
class ViewTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ViewService views;

    @Autowired
    private ViewFlusher flusher;

    @Autowired
    private ViewStream stream;

    @Autowired
    private UniqueVisitors unique;

    @Autowired
    private ViewCounts counts;

    @Autowired
    private PurchaseService demand;

    @Autowired
    private RedissonClient redis;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @LocalServerPort
    private int port;

    private Shop shop;
    private String category;

    @BeforeEach
    void countByHand() {
        flusher.stop();
        views.flush();
        jdbc.sql("DELETE FROM product_trend").update();
        shop = new Shop(mvc);
        category = shop.newCategory();
    }

    @AfterEach
    void countAsUsual() {
        flusher.start();
    }

    @Test
    void viewsAndVisitorsAreCountedForTheOperator() {
        String radio = product("Radio");
        String path = "/api/v1/products/" + radio;
        shop.get(path);
        shop.get(path);
        assertThat(
                mvc.get().uri(path).header(HttpHeaders.AUTHORIZATION, TestTokens.shopper(UUID.randomUUID()).bearer()))
                .hasStatus(200);
        assertThat(mvc.get().uri(path).header(HttpHeaders.USER_AGENT, "another browser")).hasStatus(200);
        countAll(4);

        assertThat(Shop.<List<Integer>>read(shop.getAsOperator(path + "/views"), "$.items[*].views"))
                .containsExactly(4);
        assertThat(Shop.<List<Integer>>read(shop.getAsOperator(path + "/views?days=1"), "$.items[*].visitors"))
                .containsExactly(3);
        assertThat(shop.get(path + "/views")).hasStatus(401);
        assertThat(shop.getAsOperator(path + "/views?days=0")).hasStatus(400);
    }

    @Test
    void visitorsWithTheSameBrowserAreToldApartByTheAddressThatTheEdgeNames() throws Exception {
        String path = "/api/v1/products/" + product("Radio");
        try (HttpClient edge = HttpClient.newHttpClient()) {
            for (String address : List.of("203.0.113.7", "203.0.113.8", "203.0.113.7")) {
                assertThat(edge.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-Forwarded-For", address).build(), BodyHandlers.discarding()).statusCode())
                        .isEqualTo(200);
            }
        }
        countAll(3);

        assertThat(Shop.<List<Integer>>read(shop.getAsOperator(path + "/views"), "$.items[*].visitors"))
                .containsExactly(2);
    }

    @Test
    void onlyWhatIsOnSaleCountsAndOnlyWhenAShopperReadsIt() {
        String radio = product("Radio");
        String path = "/api/v1/products/" + radio;
        shop.getAsOperator(path);
        assertThat(mvc.head().uri(path)).hasStatus(200);
        shop.get("/api/v1/products/" + UUID.randomUUID());

        assertThat(stream.size()).isZero();
    }

    @Test
    void aViewThatWasCountedIsNotCountedAgainWhenItIsStillThere() {
        ProductId radio = new ProductId(UUID.fromString(product("Radio")));
        view(radio, "a");
        ViewService killed = service(counts, new ViewStream(redis) {

            @Override
            void clearUpTo(Place place) {
                throw new IllegalStateException("killed after the commit");
            }
        });
        assertThatThrownBy(killed::flush).hasMessageContaining("killed");
        assertThat(stream.size()).isEqualTo(1);
        view(radio, "b");

        views.flush();

        assertThat(today(radio)).isEqualTo(new ViewsOfDay(today(radio).day(), 2, 2));
        assertThat(stream.size()).isZero();
    }

    @Test
    void aViewWhoseCountingFailedIsCountedTheNextTime() {
        ProductId radio = new ProductId(UUID.fromString(product("Radio")));
        view(radio, "a");
        ViewService killed = service(new ViewCounts(jdbc) {

            @Override
            void moveCursor(Place place) {
                throw new IllegalStateException("killed before the commit");
            }
        }, stream);
        assertThatThrownBy(killed::flush).hasMessageContaining("killed");
        assertThat(views.lastDays(radio, 1)).isEmpty();

        views.flush();

        assertThat(today(radio).views()).isEqualTo(1);
        assertThat(today(radio).visitors()).isEqualTo(1);
        assertThat(trending()).as("the visitor is still a new one").containsExactly(radio.toString());
    }

    @Test
    void whatIsNoLongerThereCountsForNothingAndHoldsNothingUp() {
        ProductId radio = new ProductId(UUID.fromString(product("Radio")));
        view(new ProductId(UUID.randomUUID()), "a");
        view(radio, "a");

        views.flush();

        assertThat(today(radio).views()).isEqualTo(1);
    }

    @Test
    void onePersonWhoLooksOftenWantsItNoMoreThanOnce() {
        ProductId radio = new ProductId(UUID.fromString(product("Radio")));
        ProductId lamp = new ProductId(UUID.fromString(product("Lamp")));
        for (int time = 0; time < 20; time++) {
            view(radio, "fan");
        }
        view(lamp, "a");
        view(lamp, "b");

        views.flush();

        assertThat(trending()).containsExactly(lamp.toString(), radio.toString());
    }

    @Test
    void whatRedisHasForgottenOfTheMorningStaysCounted() {
        ProductId radio = new ProductId(UUID.fromString(product("Radio")));
        view(radio, "a");
        view(radio, "b");
        views.flush();
        redis.getKeys().deleteByPattern("souk:product:visitors:*");
        view(radio, "c");

        views.flush();

        assertThat(today(radio)).isEqualTo(new ViewsOfDay(today(radio).day(), 3, 2));
    }

    @Test
    void withoutRedisNothingFailsAndTheLossIsCounted() {
        Config nowhere = new Config().setLazyInitialization(true);
        nowhere.useSingleServer().setAddress("redis://127.0.0.1:1").setConnectTimeout(200).setRetryAttempts(0);
        RedissonClient away = Redisson.create(nowhere);
        MeterRegistry meters = new SimpleMeterRegistry();
        try {
            ViewService without = new ViewService(new ViewStream(away), unique, counts, demand, transaction, clock,
                    meters);

            without.viewed(new ProductId(UUID.randomUUID()), Visitor.anonymous("10.0.0.1", ""));

            await().until(() -> meters.get("souk.product.views").tag("result", "dropped").counter().count() == 1);
        } finally {
            away.shutdown(Duration.ZERO.toMillis(), 1_000, TimeUnit.MILLISECONDS);
        }
    }

    private ViewService service(ViewCounts ofCounts, ViewStream ofStream) {
        return new ViewService(ofStream, unique, ofCounts, demand, transaction, clock, new SimpleMeterRegistry());
    }

    private String product(String title) {
        return shop.newProduct(title, "S" + UUID.randomUUID(), category, 1_000);
    }

    private void view(ProductId product, String who) {
        stream.add(product, who).toCompletableFuture().join();
    }

    private void countAll(int expected) {
        await().until(() -> stream.size() == expected);
        views.flush();
    }

    private ViewsOfDay today(ProductId product) {
        return views.lastDays(product, 1).getFirst();
    }

    private List<String> trending() {
        return jdbc.sql("SELECT product_id FROM product_trend ORDER BY score DESC").query(String.class).list();
    }
}
