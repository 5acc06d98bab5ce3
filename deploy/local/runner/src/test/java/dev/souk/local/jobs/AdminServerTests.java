package dev.souk.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.local.UserError;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdminServerTests {

    private static final String TOKEN = "the-token";

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final StubExecutor first = new StubExecutor(TOKEN);
    private final StubExecutor second = new StubExecutor(TOKEN);
    private final Runs runs = new Runs(clock);
    private final LiveExecutors executors = new LiveExecutors(clock);
    private final AdminServer admin = new AdminServer(
            0,
            TOKEN,
            List.of(new Job(7, "cancelUnpaidOrders", "job-scheduler", Schedule.parse("every 60s"))),
            executors,
            runs,
            new Dispatcher(executors, runs, new ExecutorClient(TOKEN)));

    @BeforeEach
    void start() {
        admin.start();
    }

    @AfterEach
    void stop() {
        admin.close();
        first.close();
        second.close();
    }

    @Test
    void everyLiveExecutorGetsItsShare() throws Exception {
        register(first);
        register(second);

        assertThat(client().run("cancelUnpaidOrders")).hasSize(2);

        assertThat(List.of(first.runs().getFirst(), second.runs().getFirst()))
                .extracting(run -> run.path("broadcastIndex").asInt())
                .containsExactlyInAnyOrder(0, 1);
        JsonNode run = first.runs().getFirst();
        assertThat(run.path("broadcastTotal").asInt()).isEqualTo(2);
        assertThat(run.path("executorHandler").asString()).isEqualTo("cancelUnpaidOrders");
        assertThat(run.path("jobId").asInt()).isEqualTo(7);
        assertThat(run.path("glueType").asString()).isEqualTo("BEAN");
        assertThat(run.path("logId").asLong()).isPositive();
        assertThat(run.path("logDateTime").asLong()).isEqualTo(now.toEpochMilli());
    }

    @Test
    void theCallbackTellsHowARunEnded() throws Exception {
        register(first);
        long id = client().run("cancelUnpaidOrders").getFirst();

        call("/api/callback", TOKEN, "[{\"logId\":%d,\"logDateTim\":1,\"handleCode\":500,\"handleMsg\":\"no\"}]"
                .formatted(id));

        assertThat(client().runs()).singleElement().satisfies(run -> {
            assertThat(run.ended()).isTrue();
            assertThat(run.succeeded()).isFalse();
            assertThat(run.message()).isEqualTo("no");
        });
    }

    @Test
    void whoWaitsForARunIsToldHowItIsWhenPatienceEnds() throws Exception {
        register(first);

        assertThat(client().runAndWait("cancelUnpaidOrders", Duration.ZERO)).singleElement()
                .satisfies(run -> assertThat(run.ended()).isFalse());
        assertThat(client().runAndWait("cancelUnpaidOrders", Duration.ofMinutes(1))).as("the executor is busy")
                .isEmpty();
    }

    @Test
    void anExecutorThatStillWorksGetsNoSecondRun() throws Exception {
        register(first);
        client().run("cancelUnpaidOrders");

        assertThat(client().run("cancelUnpaidOrders")).isEmpty();

        now = now.plusSeconds(601);
        register(first);
        assertThat(client().run("cancelUnpaidOrders")).hasSize(1);
    }

    @Test
    void anExecutorThatHasGoneOrFallenSilentGetsNone() throws Exception {
        register(first);
        register(second);
        call("/api/registryRemove", TOKEN, registration(first));

        assertThat(client().run("cancelUnpaidOrders")).hasSize(1);
        assertThat(first.runs()).isEmpty();

        now = now.plusSeconds(91);
        assertThat(client().run("cancelUnpaidOrders")).isEmpty();
    }

    @Test
    void anExecutorThatCannotBeReachedIsAFailedRun() throws Exception {
        register(first);
        first.close();

        client().run("cancelUnpaidOrders");

        assertThat(client().runs()).singleElement().satisfies(run -> {
            assertThat(run.ended()).isTrue();
            assertThat(run.message()).startsWith("not started");
        });
    }

    @Test
    void aWrongTokenIsRefusedInTheWayOfTheProtocol() throws Exception {
        JsonNode answer = call("/api/registry", "guessed", registration(first));

        assertThat(answer.path("code").asInt()).isEqualTo(500);
        assertThat(executors.of("job-scheduler")).isEmpty();
    }

    @Test
    void rubbishIsRefusedAndNothingBreaks() throws Exception {
        assertThat(call("/api/registry", TOKEN, "{").path("code").asInt()).isEqualTo(500);
        assertThat(call("/api/registry", TOKEN, "{\"registryValue\":\"::\"}").path("code").asInt()).isEqualTo(500);
        assertThat(call("/api/registry", TOKEN, registration(first)).path("code").asInt()).isEqualTo(200);
    }

    @Test
    void anUnknownJobIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> client().run("noSuchJob"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cancelUnpaidOrders");
    }

    private JobTriggerClient client() {
        return new JobTriggerClient(URI.create("http://127.0.0.1:" + admin.port()), TOKEN);
    }

    private void register(StubExecutor executor) throws Exception {
        assertThat(call("/api/registry", TOKEN, registration(executor)).path("code").asInt()).isEqualTo(200);
    }

    private static String registration(StubExecutor executor) {
        return "{\"registryGroup\":\"EXECUTOR\",\"registryKey\":\"job-scheduler\",\"registryValue\":\"%s\"}"
                .formatted(executor.address());
    }

    private JsonNode call(String path, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
                .header(AdminServer.TOKEN_HEADER, token)
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new JsonMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }
}
