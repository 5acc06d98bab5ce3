package dev.souk.order;

import static dev.souk.order.OtherServices.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.web.test.TestTokens;
import tools.jackson.databind.JsonNode;

/** What the jobs do about orders that do not move, and what an operator sees of them. */
@RunningOrderService
class OrderWatchTests {

    private final OtherServices others;
    private final JdbcClient jdbc;
    private final TestTokens.Token token = TestTokens.shopper(UUID.randomUUID());
    private final Client shopper;
    private final Client operator;
    private final Client jobs;

    @Autowired
    OrderWatchTests(OtherServices others, JdbcClient jdbc, @LocalServerPort int port) {
        this.others = others;
        this.jdbc = jdbc;
        this.shopper = new Client(port, token);
        this.operator = new Client(port, TestTokens.operator());
        this.jobs = new Client(port, TestTokens.service("job-scheduler"));
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void unpaidOrdersAreCancelledWhenTheirTimeIsOver() {
        String late = shopper.order();
        String early = shopper.order();
        jdbc.sql("update orders set expires_at = now() - interval '1 second' where id = :id")
                .param("id", UUID.fromString(late)).update();

        int cancelled = 0;
        for (int shard = 0; shard < 3; shard++) {
            cancelled += work("cancel-unpaid", shard, 3).get("cancelled").asInt();
        }

        assertThat(cancelled).isEqualTo(1);
        assertThat(shopper.get("/api/v1/orders/" + late).body().get("cancellationReason").asString())
                .isEqualTo("UNPAID");
        assertThat(shopper.statusOf(early)).isEqualTo("PENDING");
        others.awaitHeard(late, "OrderCreated", "OrderCancelled");
    }

    @Test
    void anOrderThatCannotBeReadDoesNotKeepTheOthersFromEnding() {
        String broken = shopper.order();
        String late = shopper.order();
        jdbc.sql("update orders set expires_at = now() - interval '1 minute' where id = :id")
                .param("id", UUID.fromString(broken)).update();
        jdbc.sql("update orders set expires_at = now() - interval '1 second' where id = :id")
                .param("id", UUID.fromString(late)).update();
        retype(broken, "OrderCreated", "OrderMangled");
        try {
            JsonNode work = work("cancel-unpaid", 0, 1);

            assertThat(work.get("cancelled").asInt()).isEqualTo(1);
            assertThat(work.get("failed").asInt()).isEqualTo(1);
            assertThat(shopper.statusOf(late)).isEqualTo("CANCELLED");
        } finally {
            retype(broken, "OrderMangled", "OrderCreated");
        }

        assertThat(work("cancel-unpaid", 0, 1).get("cancelled").asInt()).isEqualTo(1);
    }

    private void retype(String order, String from, String to) {
        jdbc.sql("update order_event set type = :to where order_id = :id and type = :from").param("to", to)
                .param("from", from).param("id", UUID.fromString(order)).update();
    }

    @Test
    void aStuckOrderIsAnnouncedAgainUntilAPersonMustLook() {
        String id = shopper.order();
        int alerted = 0;
        for (int round = 1; round <= 5; round++) {
            jdbc.sql("""
                    update orders set changed_at = now() - interval '1 hour', repeated_at = null
                    where id = :id""").param("id", UUID.fromString(id)).update();
            alerted += work("drive-stuck", 0, 1).get("alerted").asInt();
        }

        assertThat(alerted).isEqualTo(1);
        others.awaitHeard(id, "OrderCreated", "OrderCreated", "OrderCreated", "OrderCreated", "OrderCreated",
                "OrderCreated");
        List<IncomingMessage> heard = others.heardOf(id);
        assertThat(heard.stream().map(IncomingMessage::id).distinct()).hasSize(6);
        assertThat(heard.stream().map(message -> new String(message.payload(), StandardCharsets.UTF_8)).distinct())
                .hasSize(1);
        JsonNode stuck = operator.get("/api/v1/ops/orders/stuck").body();
        assertThat(stuck.get("items").valueStream().filter(item -> item.get("orderId").asString().equals(id)))
                .singleElement().satisfies(item -> assertThat(item.get("repeats").asInt()).isEqualTo(5));
    }

    @Test
    void aMessageThatNoOrderCanExplainIsAnAlarmAndNoCrash() {
        String unknown = UUID.randomUUID().toString();
        others.reserveStock(unknown);

        await().atMost(SOON).untilAsserted(() -> assertThat(
                operator.get("/api/v1/ops/orders/stuck?size=100").body().get("items").valueStream()
                        .map(item -> item.get("orderId").asString()))
                .contains(unknown));
    }

    @Test
    void jobsAndOperatorsHaveTheirOwnDoors() {
        String body = "{\"shard\": 0, \"shards\": 1, \"limit\": 10}";

        assertThat(shopper.post("/internal/orders/cancel-unpaid", body).status()).isIn(401, 403);
        assertThat(shopper.get("/api/v1/ops/orders/stuck").status()).isEqualTo(403);
        assertThat(jobs.get("/api/v1/orders").status()).isIn(401, 403);
        assertThat(jobs.post("/internal/orders/cancel-unpaid", body.replace("\"shard\": 0", "\"shard\": 1")).status())
                .isEqualTo(400);
    }

    private JsonNode work(String what, int shard, int shards) {
        return jobs.post("/internal/orders/" + what,
                "{\"shard\": %d, \"shards\": %d, \"limit\": 100}".formatted(shard, shards)).body();
    }
}
