package dev.souk.jobs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.xxl.job.core.executor.XxlJobExecutor;

/** The jobs in the real executor, triggered over HTTP as the XXL-JOB admin does it; WireMock plays everybody else. */
class JobSchedulerTests extends RunningScheduler {

    @Test
    void theFirstExecutorHasTheFeedsImported() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/feeds/import"))
                .willReturn(okJson("{\"started\": 2, \"running\": 1, \"failed\": []}")));

        ADMIN.awaitResult(ADMIN.trigger("repeatImports", 0, 2), 200, "2 imports started, 1 still run");
        ADMIN.awaitResult(ADMIN.trigger("repeatImports", 1, 2), 200, "the first executor does it");
        OTHERS.verify(1, postRequestedFor(urlPathEqualTo("/internal/feeds/import")));
    }

    @Test
    void theAdminIsToldOfImportsThatHaveFailed() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/feeds/import"))
                .willReturn(okJson("{\"started\": 2, \"running\": 0, \"failed\": [\"acme\", \"umbrella\"]}")));

        ADMIN.awaitResult(ADMIN.trigger("repeatImports", 0, 1), 500,
                "2 imports started, 0 still run, and those before have "
                        + "failed of acme, umbrella: see GET /api/v1/catalogue/feeds");
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
    void ordersThatCannotBeAnnouncedDoNotKeepTheNextPieceWaiting() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/drive-stuck")).inScenario("broken")
                .willReturn(okJson("{\"announced\": 0, \"alerted\": 0, \"failed\": 200}")).willSetStateTo("rest"));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/orders/drive-stuck")).inScenario("broken")
                .whenScenarioStateIs("rest")
                .willReturn(okJson("{\"announced\": 3, \"alerted\": 0, \"failed\": 1}")));

        ADMIN.awaitResult(ADMIN.trigger("driveStuckOrders", 0, 1), 500, "201 could not be");
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
    void theLedgerIsComparedDayByDay() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/payments/reconcile")).inScenario("days")
                .willReturn(okJson("{\"days\": 1, \"differences\": 0, \"open\": 0, \"more\": true}"))
                .willSetStateTo("yesterday"));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/payments/reconcile")).inScenario("days")
                .whenScenarioStateIs("yesterday")
                .willReturn(okJson("{\"days\": 1, \"differences\": 0, \"open\": 0, \"more\": false}")));

        ADMIN.awaitResult(ADMIN.trigger("reconcilePayments", 0, 2), 200, "2 days compared, 0 differences found");
        ADMIN.awaitResult(ADMIN.trigger("reconcilePayments", 1, 2), 200, "the first executor does it");
        OTHERS.verify(2, postRequestedFor(urlPathEqualTo("/internal/payments/reconcile"))
                .withHeader("Authorization", equalTo("Bearer a-service-token"))
                .withRequestBody(equalToJson("{\"limit\": 1}")));
    }

    @Test
    void aStatementMayTakeLongerThanOtherAnswersOfPaymentService() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/payments/reconcile"))
                .willReturn(okJson("{\"days\": 1, \"differences\": 0, \"open\": 0, \"more\": false}")
                        .withFixedDelay(2500)));

        ADMIN.awaitResult(ADMIN.trigger("reconcilePayments", 0, 1), 200, "1 days compared");
    }

    @Test
    void theAdminIsToldOfMoneyThatDiffers() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/payments/reconcile"))
                .willReturn(okJson("{\"days\": 1, \"differences\": 2, \"open\": 3, \"more\": false}")));

        ADMIN.awaitResult(ADMIN.trigger("reconcilePayments", 0, 1), 500, "1 days compared, 2 differences found, "
                + "3 not resolved: see GET /api/v1/ops/reconciliations/differences?open=true");
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

    @ParameterizedTest
    @CsvSource({"0, 1, 16", "1, 3, 5", "16, 17, 0"})
    void everyExecutorComparesItsShareOfTheSearchIndex(int executor, int executors, int calls) {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/search/check")).willReturn(okJson(
                "{\"products\": 10, \"documents\": 10, \"missing\": 0, \"outdated\": 0, \"surplus\": 0}")));

        ADMIN.awaitResult(ADMIN.trigger("checkSearchIndex", executor, executors), 200,
                "%d products and %<d documents compared".formatted(10 * calls));

        OTHERS.verify(calls, postRequestedFor(urlPathEqualTo("/internal/search/check"))
                .withHeader("Authorization", equalTo("Bearer a-service-token")));
        for (int shard = executor; shard < 16; shard += executors) {
            OTHERS.verify(1, postRequestedFor(urlPathEqualTo("/internal/search/check"))
                    .withRequestBody(equalToJson("{\"shard\": %d, \"shards\": 16}".formatted(shard))));
        }
    }

    @Test
    void theAdminIsToldWhatTheSearchIndexHadLost() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/search/check")).willReturn(okJson(
                "{\"products\": 10, \"documents\": 9, \"missing\": 3, \"outdated\": 1, \"surplus\": 2}")));

        ADMIN.awaitResult(ADMIN.trigger("checkSearchIndex", 0, 16), 500,
                "10 products and 9 documents compared, 3 missing, 1 outdated, 2 surplus (they are being repaired)");
    }

    @Test
    void theAdminIsToldThatElasticsearchIsAwayAndWhatWasFoundBefore() {
        OTHERS.stubFor(post(urlPathEqualTo("/internal/search/check"))
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "5")
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("{\"type\": \"https://souk.dev/problems/search-unavailable\", \"status\": 503}")));
        OTHERS.stubFor(post(urlPathEqualTo("/internal/search/check"))
                .withRequestBody(equalToJson("{\"shard\": 0, \"shards\": 16}")).willReturn(okJson(
                        "{\"products\": 10, \"documents\": 9, \"missing\": 1, \"outdated\": 0, \"surplus\": 0}")));

        ADMIN.awaitResult(ADMIN.trigger("checkSearchIndex", 0, 1), 500, "10 products and 9 documents compared, "
                + "1 missing, 0 outdated, 0 surplus (they are being repaired); "
                + "not all were: Elasticsearch is not available right now");
        OTHERS.verify(2, postRequestedFor(urlPathEqualTo("/internal/search/check")));
    }

    @Test
    void theAdminIsToldThatTheSearchIndexCouldNotBeCompared() {
        ADMIN.awaitResult(ADMIN.trigger("checkSearchIndex", 0, 1), 500,
                "not all were: product-service is not available right now");
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
