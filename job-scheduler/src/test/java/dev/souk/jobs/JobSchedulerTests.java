package dev.souk.jobs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.souk.common.web.test.WithTestTokens;

/** The jobs in the real executor, triggered over HTTP as the XXL-JOB admin does it; WireMock plays everybody else. */
@SpringBootTest
@WithTestTokens
class JobSchedulerTests {

    private static final WireMockServer OTHERS = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TOKEN = "shared-by-admin-and-executor";
    private static final AtomicLong LOG_IDS = new AtomicLong(1);

    @TempDir
    static Path logs;

    @Value("${souk.xxl-job.port}")
    private int executorPort;

    @DynamicPropertySource
    static void others(DynamicPropertyRegistry properties) {
        OTHERS.start();
        int port = freePort();
        properties.add("souk.xxl-job.port", () -> port);
        properties.add("SOUK_XXL_ADMIN", OTHERS::baseUrl);
        properties.add("SOUK_XXL_TOKEN", () -> TOKEN);
        properties.add("SOUK_XXL_LOG_PATH", () -> logs.toString());
        properties.add("SOUK_SERVICE_SECRET", () -> "secret-of-this-test");
        for (String service : List.of("order-service", "user-service")) {
            properties.add("spring.cloud.discovery.client.simple.instances." + service + "[0].uri", OTHERS::baseUrl);
        }
    }

    @BeforeEach
    void othersAnswer() {
        OTHERS.resetAll();
        OTHERS.stubFor(post(urlPathEqualTo("/api/registry")).willReturn(accepted()));
        OTHERS.stubFor(post(urlPathEqualTo("/api/callback")).willReturn(accepted()));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/service-tokens"))
                .willReturn(okJson("{\"accessToken\": \"a-service-token\", \"expiresIn\": 300}")));
    }

    @AfterAll
    static void stop() {
        OTHERS.stop();
    }

    @Test
    void unpaidOrdersAreCancelledPieceByPieceInTheShardOfThisExecutor() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/cancel-unpaid")).inScenario("pieces")
                .willReturn(okJson("{\"cancelled\": 200, \"failed\": 0, \"more\": true}")).willSetStateTo("rest"));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/cancel-unpaid")).inScenario("pieces")
                .whenScenarioStateIs("rest").willReturn(okJson("{\"cancelled\": 7, \"failed\": 0, \"more\": false}")));

        long run = trigger("cancelUnpaidOrders", 2, 5);

        awaitResult(run, 200, "207 unpaid orders cancelled");
        OTHERS.verify(2, postRequestedFor(urlPathEqualTo("/internal/orders/cancel-unpaid"))
                .withHeader("Authorization", equalTo("Bearer a-service-token"))
                .withRequestBody(equalToJson("{\"shard\": 2, \"shards\": 5, \"limit\": 200}")));
    }

    @Test
    void stuckOrdersAreDrivenOn() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/drive-stuck"))
                .willReturn(okJson("{\"announced\": 3, \"alerted\": 0, \"failed\": 0}")));

        awaitResult(trigger("driveStuckOrders", 0, 1), 200, "3 stuck orders announced again");
    }

    @Test
    void theAdminIsToldWhenOrdersAreDrivenOnInVain() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/drive-stuck"))
                .willReturn(okJson("{\"announced\": 3, \"alerted\": 1, \"failed\": 0}")));

        awaitResult(trigger("driveStuckOrders", 0, 1), 500, "1 of them in vain");
    }

    @Test
    void theAdminIsToldWhenAnOrderCouldNotBeDecided() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/cancel-unpaid"))
                .willReturn(okJson("{\"cancelled\": 2, \"failed\": 1, \"more\": false}")));

        awaitResult(trigger("cancelUnpaidOrders", 0, 1), 500, "2 unpaid orders cancelled, 1 could not be");
    }

    @Test
    void aJobThatCouldNotDoItsWorkHasFailed() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/cancel-unpaid"))
                .willReturn(aResponse().withStatus(500)));

        awaitResult(trigger("cancelUnpaidOrders", 0, 1), 500, "order-service is not available");
    }

    @Test
    void whoDoesNotKnowTheTokenRunsNothing() {
        String answer = run("wrong", "cancelUnpaidOrders", LOG_IDS.incrementAndGet(), 0, 1);

        assertThat(answer).contains("\"code\":500");
        OTHERS.verify(0, anyRequestedFor(urlPathEqualTo("/internal/orders/cancel-unpaid")));
    }

    private long trigger(String handler, int shard, int shards) {
        long logId = LOG_IDS.incrementAndGet();
        assertThat(run(TOKEN, handler, logId, shard, shards)).contains("\"code\":200");
        return logId;
    }

    private String run(String token, String handler, long logId, int shard, int shards) {
        return requireNonNull(RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build()
                .post().uri("http://127.0.0.1:" + executorPort + "/run")
                .header("XXL-JOB-ACCESS-TOKEN", token).header("Content-Type", "application/json")
                .body("""
                        {"jobId": %d, "executorHandler": "%s", "executorParams": "", "glueType": "BEAN", "logId": %d,
                         "executorBlockStrategy": "SERIAL_EXECUTION", "executorTimeout": 0, "logDateTime": %d,
                         "glueUpdatetime": 0, "broadcastIndex": %d, "broadcastTotal": %d}"""
                        .formatted(logId, handler, logId, System.currentTimeMillis(), shard, shards))
                .retrieve().body(String.class));
    }

    private static void awaitResult(long run, int code, String message) {
        await().atMost(SOON).untilAsserted(() -> OTHERS.verify(1, postRequestedFor(urlPathEqualTo("/api/callback"))
                .withHeader("XXL-JOB-ACCESS-TOKEN", equalTo(TOKEN))
                .withRequestBody(matchingJsonPath("$[?(@.logId == " + run + " && @.handleCode == " + code + ")]"))
                .withRequestBody(matchingJsonPath("$[0].handleMsg",
                        containing(message)))));
    }

    private static ResponseDefinitionBuilder accepted() {
        return okJson("{\"code\": 200, \"msg\": \"Success\"}");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
