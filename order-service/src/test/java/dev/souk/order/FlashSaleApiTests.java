package dev.souk.order;

import static dev.souk.order.Client.newKey;
import static dev.souk.order.OtherServices.ADDRESS;
import static dev.souk.order.OtherServices.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;

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
import dev.souk.order.Client.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** A flash sale as its operator and its shoppers see it. */
@RunningOrderService
class FlashSaleApiTests {

    private static final String HOT = "/api/v1/ops/flash-sales/HOT-9";

    private final OtherServices others;
    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final int port;
    private final Client operator;
    private Client shopper;

    @Autowired
    FlashSaleApiTests(OtherServices others, JdbcClient jdbc, MeterRegistry meters, @LocalServerPort int port) {
        this.others = others;
        this.jdbc = jdbc;
        this.meters = meters;
        this.port = port;
        this.operator = new Client(port, TestTokens.operator());
        this.shopper = operator;
    }

    @BeforeEach
    void othersAnswer() {
        TestTokens.Token token = TestTokens.shopper(UUID.randomUUID());
        others.answerAsUsual(token);
        shopper = new Client(port, token);
        endTheSale();
    }

    /** The next test opens a new one. */
    @AfterEach
    void endTheSale() {
        jdbc.sql("update flash_sale set closed = true, version = version + 1 where sku = 'HOT-9'").update();
    }

    @Test
    void whoCannotBeServedYetGetsAPlaceInTheLineAndIsServedWhenAnOrderIsCancelled() {
        running(1, 1);
        Client second = shopper();
        Client third = shopper();
        String order = placed(1);

        String key = newKey();
        Reply waiting = second.place(key, pans(1));
        assertThat(waiting.status()).isEqualTo(429);
        assertThat(waiting.retryAfter()).isEqualTo("2");
        assertThat(waiting.body().get("type").asString()).endsWith("/flash-sale-line");
        assertThat(waiting.body().get("position").asInt()).isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(third.place(newKey(), pans(1)))
                .satisfies(tooLate -> assertThat(tooLate.status()).isEqualTo(409))
                .satisfies(tooLate -> assertThat(tooLate.body().get("type").asString()).endsWith("/sold-out")));
        assertThat(operator.get(HOT).body().get("taken").asInt()).isEqualTo(1);

        shopper.cancel(order);
        await().atMost(SOON).untilAsserted(() -> assertThat(second.place(key, pans(1)).status()).isEqualTo(201));
        second.cancel(second.place(key, pans(1)).body().get("id").asString());
    }

    @Test
    void aRepeatedRequestIsAnsweredAsBeforeEvenWhenNothingIsLeft() {
        running(1, 1);
        String key = newKey();
        await().atMost(SOON).until(() -> shopper.place(key, pans(1)).status() == 201);

        assertThat(shopper.place(key, pans(1)).status()).isEqualTo(201);
        assertThat(operator.get(HOT).body().get("taken").asInt()).isEqualTo(1);
        shopper.cancel(shopper.place(key, pans(1)).body().get("id").asString());
    }

    @Test
    void nobodyGetsMoreThanTheLimit() {
        running(10, 2);

        assertThat(shopper.place(newKey(), pans(3)).status()).isEqualTo(422);
        String placed = placed(2);
        Reply refused = shopper.place(newKey(), pans(1));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("type").asString()).endsWith("/flash-sale-limit");
        shopper.cancel(placed);
    }

    @Test
    void anOperatorMarksASkuAsHotAndChangesItsSale() {
        Reply opened = set(5, 1, "2030-01-01T00:00:00Z");
        assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
        String id = opened.body().get("id").asString();

        assertThat(set(6, 1, "2030-01-01T00:00:00Z").body().get("id").asString()).isEqualTo(id);
        assertThat(operator.get(HOT).body().get("pieces").asInt()).isEqualTo(6);
        assertThat(operator.get("/api/v1/ops/flash-sales?size=1").body().at("/items/0/id").asString()).isEqualTo(id);
    }

    @Test
    void thereAreNeverFewerPiecesThanAreTaken() {
        running(2, 2);
        String placed = placed(2);

        Reply refused = set(1, 2, "2030-01-01T00:00:00Z");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(operator.get(HOT).body().get("pieces").asInt()).isEqualTo(2);
        shopper.cancel(placed);
    }

    @Test
    void onlyOperatorsSeeAndSetFlashSales() {
        assertThat(shopper.get(HOT).status()).isEqualTo(403);
        assertThat(shopper.call(HttpMethod.PUT, HOT, terms(1, 1, "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"))
                .status()).isEqualTo(403);
        assertThat(new Client(port, null).get(HOT).status()).isEqualTo(401);
        assertThat(operator.get("/api/v1/ops/flash-sales/nothing-like-this").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"pieces": 0, "perUser": 1, "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2030-01-01T00:00:00Z"}  | 400
            {"pieces": -1, "perUser": 1, "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2030-01-01T00:00:00Z"} | 400
            {"pieces": 99999999999, "perUser": 1, "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2030-01-01T00:00:00Z"} | 400
            {"pieces": 1, "perUser": 1001, "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2030-01-01T00:00:00Z"} | 400
            {"pieces": 1, "perUser": 1, "endsAt": "2030-01-01T00:00:00Z"}                                      | 400
            {"pieces": 1, "perUser": 1, "startsAt": "2030-01-01T00:00:00Z", "endsAt": "2020-01-01T00:00:00Z"}  | 422
            {"pieces": 1, "perUser": 1, "startsAt": "2020-01-01T00:00:00Z", "endsAt": "2020-01-02T00:00:00Z"}  | 422
            """)
    void termsThatCannotBeAreRefusedAndOpenNothing(String body, int status) {
        assertThat(operator.call(HttpMethod.PUT, HOT, body).status()).isEqualTo(status);
        assertThat(operator.get(HOT).status()).isEqualTo(404);
    }

    private void running(int pieces, int perUser) {
        assertThat(set(pieces, perUser, "2020-01-01T00:00:00Z").status()).isEqualTo(200);
        // an instance learns of it within a second; until then the database alone keeps the limits
        double before = letIn();
        Client passerBy = shopper();
        await().atMost(SOON).until(() -> {
            passerBy.cancel(passerBy.place(newKey(), pans(1)).body().get("id").asString());
            return letIn() > before;
        });
    }

    private double letIn() {
        return meters.find("souk.flashsale.admissions").tag("outcome", "admitted").counters().stream()
                .mapToDouble(Counter::count).sum();
    }

    private Reply set(int pieces, int perUser, String startsAt) {
        return operator.call(HttpMethod.PUT, HOT, terms(pieces, perUser, startsAt, "2031-01-01T00:00:00Z"));
    }

    private static String terms(int pieces, int perUser, String startsAt, String endsAt) {
        return "{\"pieces\": %d, \"perUser\": %d, \"startsAt\": \"%s\", \"endsAt\": \"%s\"}".formatted(pieces, perUser,
                startsAt, endsAt);
    }

    /** What has just become free is known a moment later. */
    private String placed(int quantity) {
        return await().atMost(SOON).until(() -> shopper.place(newKey(), pans(quantity)),
                reply -> reply.status() == 201).body().get("id").asString();
    }

    /** The body of an order. */
    private static String pans(int quantity) {
        return "{\"addressId\": \"%s\", \"items\": [{\"sku\": \"HOT-9\", \"quantity\": %d}]}".formatted(ADDRESS,
                quantity);
    }

    private Client shopper() {
        TestTokens.Token token = TestTokens.shopper(UUID.randomUUID());
        others.livesInBasel("Ada", token);
        return new Client(port, token);
    }
}
