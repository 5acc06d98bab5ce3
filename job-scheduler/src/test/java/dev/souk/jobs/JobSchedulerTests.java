package dev.souk.jobs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.xxl.job.core.executor.XxlJobExecutor;

import dev.souk.common.web.test.WithTestTokens;

/** The jobs in the real executor, triggered over HTTP as the XXL-JOB admin does it; WireMock plays everybody else. */
@SpringBootTest
@WithTestTokens
class JobSchedulerTests {

    private static final JobAdmin ADMIN = new JobAdmin();
    private static final WireMockServer OTHERS = ADMIN.others();

    @TempDir
    static Path logs;

    @DynamicPropertySource
    static void others(DynamicPropertyRegistry properties) {
        ADMIN.environment().forEach((name, value) -> properties.add(name, () -> value));
        ADMIN.services().forEach((name, value) -> properties.add(name, () -> value));
        properties.add("SOUK_XXL_LOG_PATH", () -> logs.toString());
    }

    @BeforeEach
    void reset() {
        ADMIN.reset();
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

        long run = ADMIN.trigger("cancelUnpaidOrders", 2, 5);

        ADMIN.awaitResult(run, 200, "207 unpaid orders cancelled");
        assertThat(ADMIN.logOf(run)).contains("207 unpaid orders cancelled");
        OTHERS.verify(2, postRequestedFor(urlPathEqualTo("/internal/orders/cancel-unpaid"))
                .withHeader("Authorization", equalTo("Bearer a-service-token"))
                .withRequestBody(equalToJson("{\"shard\": 2, \"shards\": 5, \"limit\": 200}")));
    }

    @Test
    void stuckOrdersAreDrivenOn() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/drive-stuck"))
                .willReturn(okJson("{\"announced\": 3, \"alerted\": 0, \"failed\": 0}")));

        ADMIN.awaitResult(ADMIN.trigger("driveStuckOrders", 0, 1), 200, "3 stuck orders announced again");
    }

    @Test
    void theAdminIsToldWhenOrdersAreDrivenOnInVain() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/drive-stuck"))
                .willReturn(okJson("{\"announced\": 3, \"alerted\": 1, \"failed\": 0}")));

        ADMIN.awaitResult(ADMIN.trigger("driveStuckOrders", 0, 1), 500, "1 of them in vain");
    }

    @Test
    void theAdminIsToldWhenAnOrderCouldNotBeDecided() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/cancel-unpaid"))
                .willReturn(okJson("{\"cancelled\": 2, \"failed\": 1, \"more\": false}")));

        ADMIN.awaitResult(ADMIN.trigger("cancelUnpaidOrders", 0, 1), 500, "2 unpaid orders cancelled, 1 could not be");
    }

    @Test
    void aJobThatCouldNotDoItsWorkHasFailed() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/cancel-unpaid"))
                .willReturn(aResponse().withStatus(500)));

        ADMIN.awaitResult(ADMIN.trigger("cancelUnpaidOrders", 0, 1), 500, "order-service is not available");
    }

    @Test
    void theFirstExecutorClearsAwayAllThatTheCatalogueNoLongerNeeds() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/uploads/delete-abandoned")).inScenario("pieces")
                .willReturn(okJson("{\"deleted\": 200, \"more\": true}")).willSetStateTo("rest"));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/uploads/delete-abandoned")).inScenario("pieces")
                .whenScenarioStateIs("rest").willReturn(okJson("{\"deleted\": 7, \"more\": false}")));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/imports/delete-files"))
                .willReturn(okJson("{\"deleted\": 3, \"more\": false}")));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/purchases/delete-old"))
                .willReturn(okJson("{\"deleted\": 1, \"more\": true}")));

        ADMIN.awaitResult(ADMIN.trigger("cleanCatalogue", 0, 2), 200, "207 abandoned uploads, 3 files of old imports, "
                + "20 old orders (more are left for the next run) deleted");

        OTHERS.verify(2, postRequestedFor(urlPathEqualTo("/internal/uploads/delete-abandoned"))
                .withHeader("Authorization", equalTo("Bearer a-service-token"))
                .withRequestBody(equalToJson("{\"shard\": 0, \"shards\": 2, \"limit\": 200}")));
    }

    @Test
    void theOtherExecutorsClearAwayTheirUploadsOnly() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/uploads/delete-abandoned"))
                .willReturn(okJson("{\"deleted\": 7, \"more\": false}")));

        ADMIN.awaitResult(ADMIN.trigger("cleanCatalogue", 1, 2), 200, "7 abandoned uploads deleted");
    }

    @Test
    void theAdminIsToldThatTheCatalogueCouldNotBeCleaned() {
        ADMIN.awaitResult(ADMIN.trigger("cleanCatalogue", 0, 1), 500, "product-service is not available");
    }

    @Test
    void whatCannotBeDeletedKeepsNothingElse() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/uploads/delete-abandoned"))
                .willReturn(aResponse().withStatus(503)));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/imports/delete-files"))
                .willReturn(aResponse().withStatus(503)));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/purchases/delete-old"))
                .willReturn(okJson("{\"deleted\": 4, \"more\": false}")));

        ADMIN.awaitResult(ADMIN.trigger("cleanCatalogue", 0, 1), 500, "4 old orders deleted; failed: "
                + "abandoned uploads (product-service is not available right now), "
                + "files of old imports (product-service is not available right now)");
    }

    @Test
    void whoDoesNotKnowTheTokenRunsNothing() {
        String answer = ADMIN.call("run", "wrong", JobAdmin.job(1, "BEAN", "cancelUnpaidOrders", 0, 1));

        assertThat(answer).contains("\"code\":500", "token");
        assertThat(XxlJobExecutor.loadJobThread(1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GLUE_SHELL", "GLUE_PYTHON", "GLUE_GROOVY"})
    void aScriptDoesNotRunEvenForTheAdmin(String type) {
        String answer = ADMIN.call("run", JobAdmin.job(2, type, "", 0, 1));

        assertThat(answer).contains("\"code\":500", "BEAN only");
        assertThat(XxlJobExecutor.loadJobThread(2)).isNull();
    }
}
