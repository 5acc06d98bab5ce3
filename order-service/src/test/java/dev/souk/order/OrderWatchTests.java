package dev.souk.order;

import static dev.souk.order.OtherServices.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final ServiceClock clock;
    private final JdbcClient jdbc;
    private final UUID operatorId = UUID.randomUUID();
    private final TestTokens.Token token = TestTokens.shopper(UUID.randomUUID());
    private final Client shopper;
    private final Client operator;
    private final Client jobs;

    @Autowired
    OrderWatchTests(OtherServices others, ServiceClock clock, JdbcClient jdbc, @LocalServerPort int port) {
        this.others = others;
        this.clock = clock;
        this.jdbc = jdbc;
        this.shopper = new Client(port, token);
        this.operator = new Client(port, TestTokens.person(operatorId, "OPERATOR"));
        this.jobs = new Client(port, TestTokens.service("job-scheduler"));
    }

    @BeforeEach
    void othersAnswer() {
        others.answerAsUsual(token);
    }

    @Test
    void theSumsOfAllOrdersAreToldToServices() {
        JsonNode before = jobs.get("/internal/invariants").body();
        String stuck = shopper.order();
        jdbc.sql("update orders set moved_at = '2001-01-01' where id = :id").param("id", UUID.fromString(stuck))
                .update();

        JsonNode sums = jobs.get("/internal/invariants").body();

        assertThat(sums.get("accepted").asLong()).isEqualTo(before.get("accepted").asLong() + 1);
        assertThat(sums.get("terminal").asLong()).isEqualTo(before.get("terminal").asLong());
        assertThat(sums.get("owed")).isEqualTo(before.get("owed"));
        assertThat(sums.get("stuck").valueStream().map(JsonNode::asString)).contains(stuck);
        assertThat(operator.get("/internal/invariants").status()).isBetween(400, 499);
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
    void aFastClockTakesNoTimeFromTheShopper() {
        String id = shopper.order();

        JsonNode work = clock.whileFastBy(Duration.ofMinutes(31), () -> work("cancel-unpaid", 0, 1));

        assertThat(work.get("cancelled").asInt()).isZero();
        assertThat(shopper.statusOf(id)).isEqualTo("PENDING");
    }

    @Test
    void whatMovedByAFastClockIsDrivenOnInTime() {
        String id = clock.whileFastBy(Duration.ofHours(1), shopper::order);
        jdbc.sql("update orders set moved_at = moved_at - interval '2 minutes' where id = :id")
                .param("id", UUID.fromString(id)).update();

        work("drive-stuck", 0, 1);

        others.awaitHeard(id, "OrderCreated", "OrderCreated");
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

    @Test
    void anOrderThatCannotBeReadComesLastTheNextTime() {
        String broken = shopper.order();
        String late = shopper.order();
        expire(broken, "2001-01-01");
        expire(late, "2001-01-02");
        retype(broken, "OrderCreated", "OrderMangled");
        try {
            assertThat(work("drive-stuck", 0, 1, 1).get("failed").asInt()).isEqualTo(1);
            work("drive-stuck", 0, 1, 1);
            others.awaitHeard(late, "OrderCreated", "OrderCreated");

            expire(broken, "2001-01-01");
            expire(late, "2001-01-02");
            assertThat(work("cancel-unpaid", 0, 1, 1).get("failed").asInt()).isEqualTo(1);
            assertThat(work("cancel-unpaid", 0, 1, 1).get("cancelled").asInt()).isEqualTo(1);
            assertThat(shopper.statusOf(late)).isEqualTo("CANCELLED");
        } finally {
            retype(broken, "OrderMangled", "OrderCreated");
        }
        assertThat(work("cancel-unpaid", 0, 1, 1).get("cancelled").asInt()).isEqualTo(1);
    }

    /** Long ago, so that it comes before those of other tests. */
    private void expire(String order, String at) {
        jdbc.sql("""
                update orders set moved_at = :at::timestamptz, expires_at = :at::timestamptz, repeated_at = null
                where id = :id""").param("at", at).param("id", UUID.fromString(order)).update();
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
                    update orders set moved_at = now() - interval '1 hour', repeated_at = null
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
        assertThat(concerns()).filteredOn(concern -> orderOf(concern).equals(id)).singleElement()
                .satisfies(stuck -> assertThat(stuck.get("repeats").asInt()).isEqualTo(5));
    }

    @Test
    void aMessageThatNoOrderCanExplainIsAnAlarmAndNoCrash() {
        String unknown = UUID.randomUUID().toString();
        others.reserveStock(unknown);

        assertThat(awaitAlarmOf(unknown).get("what").asString()).contains("StockReserved");
    }

    @Test
    void whatPaymentCannotMendItselfIsOnTheSameList() {
        String id = shopper.order();
        others.say("payments", id, "PaymentAlarmRaised", Map.of("paymentId", UUID.randomUUID(), "orderId", id, "state",
                "CAPTURE_FAILED", "cause", "CAPTURE_REFUSED"));

        JsonNode alarm = awaitAlarmOf(id);

        assertThat(alarm.get("what").asString()).contains("CAPTURE_FAILED", "CAPTURE_REFUSED");
        assertThat(alarm.get("status").asString()).isEqualTo("PENDING");
    }

    @Test
    void anAcknowledgedAlarmLeavesTheListAndStaysInTheHistory() {
        String unknown = UUID.randomUUID().toString();
        others.reserveStock(unknown);
        String acknowledge = "/api/v1/ops/orders/stuck/" + awaitAlarmOf(unknown).get("id").asLong() + "/acknowledge";

        assertThat(shopper.post(acknowledge, "").status()).isEqualTo(403);
        assertThat(concerns()).extracting(OrderWatchTests::orderOf).contains(unknown);
        assertThat(operator.post(acknowledge, "").status()).isEqualTo(204);
        assertThat(concerns()).extracting(OrderWatchTests::orderOf).doesNotContain(unknown);

        Client colleague = new Client(operator.port(), TestTokens.operator());
        assertThat(colleague.post(acknowledge, "").status()).as("again changes nothing").isEqualTo(204);
        assertThat(jdbc.sql("select acknowledged_by from order_alarm where order_id = :id")
                .param("id", UUID.fromString(unknown)).query(UUID.class).list()).containsExactly(operatorId);
        assertThat(operator.post("/api/v1/ops/orders/stuck/9223372036854775807/acknowledge", "").status())
                .isEqualTo(404);
    }

    @Test
    void theListIsPagedOldestFirstAndNamesEachConcernOnce() {
        UUID order = UUID.randomUUID();
        jdbc.sql("""
                insert into order_alarm (order_id, what, raised_at)
                select :order, 'alarm ' || n, timestamptz '2026-01-01 00:00:00Z' from generate_series(1, 5) n""")
                .param("order", order).update();

        List<JsonNode> all = concerns();

        assertThat(all.stream().filter(concern -> orderOf(concern).equals(order.toString()))
                .map(concern -> concern.get("what").asString()))
                .containsExactly("alarm 1", "alarm 2", "alarm 3", "alarm 4", "alarm 5");
        assertThat(all).extracting(concern -> Instant.parse(concern.get("since").asString())).isSorted();
        assertThat(operator.get("/api/v1/ops/orders/stuck?cursor=garbage").status()).isEqualTo(400);
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

    private JsonNode awaitAlarmOf(String order) {
        return await().atMost(SOON).until(() -> concerns().stream().filter(concern -> orderOf(concern).equals(order))
                .filter(concern -> concern.has("id")).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** The whole list, by pages of two. */
    private List<JsonNode> concerns() {
        List<JsonNode> concerns = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = operator.get("/api/v1/ops/orders/stuck?size=2" + next).body();
            page.get("items").forEach(concerns::add);
            next = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
        } while (!next.isEmpty());
        return concerns;
    }

    private static String orderOf(JsonNode concern) {
        return concern.get("orderId").asString();
    }

    private JsonNode work(String what, int shard, int shards) {
        return work(what, shard, shards, 100);
    }

    private JsonNode work(String what, int shard, int shards, int limit) {
        return jobs.post("/internal/orders/" + what,
                "{\"shard\": %d, \"shards\": %d, \"limit\": %d}".formatted(shard, shards, limit)).body();
    }
}
