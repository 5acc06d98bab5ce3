package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two instances of order-service share the work, and nothing is said or done twice. */
@WholePlatform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondInstanceTests {

    private static final int READERS = 4;

    private final Platform platform;
    private final PlatformRunner runner;
    private final Goods goods;
    private final Shoppers shoppers;

    SecondInstanceTests(Platform platform, PlatformRunner runner, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.runner = runner;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @BeforeAll
    void twoInstances() {
        runner.scale(Service.ORDER, 2);
    }

    @AfterAll
    void oneInstance() {
        runner.scale(Service.ORDER, 1);
    }

    @Test
    void bothServeAndNoEventIsSentOrTakesEffectTwice() throws Exception {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(100);
        List<String> orders = new ArrayList<>();

        await("both instances take orders").atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    for (int order = 0; order < 4; order++) {
                        orders.add(shopper.order(sku, 1, "tok_visa"));
                    }
                    assertThat(platform.instances(Service.ORDER)).hasSize(2)
                            .allMatch(SecondInstanceTests::hasTakenOrders);
                });

        for (String id : orders) {
            shopper.awaitStatus(id, "CONFIRMED");
            assertThat(shopper.history(id)).doesNotHaveDuplicates();
            assertThat(announcements(id)).doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(Set.of("OrderCreated", "OrderConfirmed"));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(goods.stock(sku).path("sold").asLong()).isEqualTo(orders.size()));
        Invariants.assertHold(platform);
    }

    @Test
    void oneOfTwoIsRestartedAndNoReadFails() {
        Shopper shopper = shoppers.register();
        String id = shopper.order(goods.sku(1), 1, "tok_visa");
        Set<String> answers = ConcurrentHashMap.newKeySet();
        try (ScheduledExecutorService readers = Executors.newScheduledThreadPool(READERS)) {
            for (int reader = 0; reader < READERS; reader++) {
                readers.scheduleWithFixedDelay(() -> answers.add(read(shopper, id)), 0, 10, TimeUnit.MILLISECONDS);
            }
            runner.stop(Service.ORDER.id());
            runner.start(Service.ORDER.id());
        }

        assertThat(answers).containsExactly("200");
    }

    private static String read(Shopper shopper, String order) {
        try {
            return Integer.toString(shopper.api().get("/orders/" + order).status());
        } catch (RuntimeException broken) {
            return broken.toString();
        }
    }

    private List<String> announcements(String orderId) throws SQLException {
        DatabaseAddress database = platform.database(Service.ORDER);
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                PreparedStatement select = connection.prepareStatement("SELECT type FROM outbox WHERE key = ?")) {
            select.setString(1, orderId);
            List<String> types = new ArrayList<>();
            for (ResultSet row = select.executeQuery(); row.next();) {
                types.add(row.getString(1));
            }
            return types;
        }
    }

    /** The management port of an instance is 1000 above the one that it serves on. */
    private static boolean hasTakenOrders(URI instance) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String metrics = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (instance.getPort() + 1_000)
                            + "/actuator/prometheus")).build(),
                    BodyHandlers.ofString()).body();
            return metrics.lines().anyMatch(line -> line.startsWith("http_server_requests_seconds_count")
                    && line.contains("method=\"POST\"") && line.contains("uri=\"/api/v1/orders\"")
                    && line.contains("status=\"201\""));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
