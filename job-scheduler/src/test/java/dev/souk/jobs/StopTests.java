package dev.souk.jobs;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.souk.jobs.JobAdmin.SOON;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.souk.test.Engines;
import dev.souk.test.PostgresServer;

/** The service as a process of its own, for XXL-JOB can be started and stopped once in a JVM. */
class StopTests {

    private static final int TERMINATED = 128 + 15;

    /** Jobs do not need Kafka. */
    private static final String NOBODY = "127.0.0.1:1";

    private final JobAdmin admin = new JobAdmin();
    private final PostgresServer.Database database = Engines.postgres().newDatabase("stop");

    @TempDir
    Path logs;

    @AfterEach
    void stop() {
        admin.others().stop();
    }

    @Test
    void aJobThatRunsWhenTheServiceIsStoppedEndsAndIsReported() throws Exception {
        admin.others().stubFor(post("/internal/orders/cancel-unpaid").willReturn(
                okJson("{\"cancelled\": 7, \"failed\": 0, \"more\": false}").withFixedDelay(1000)));
        Process service = start();
        try {
            long run = admin.trigger("cancelUnpaidOrders", 0, 1);
            await().atMost(SOON).untilAsserted(() -> admin.others()
                    .verify(1, postRequestedFor(urlPathEqualTo("/internal/orders/cancel-unpaid"))));

            service.destroy();

            assertThat(service.waitFor(SOON.toSeconds(), SECONDS)).isTrue();
            assertThat(service.exitValue()).isEqualTo(TERMINATED);
            admin.awaitResult(run, 200, "7 unpaid orders cancelled");
            admin.others().verify(1, postRequestedFor(urlPathEqualTo("/api/registryRemove")));
        } finally {
            service.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), JobSchedulerApplication.class.getName(),
                "--spring.profiles.active=test", "--server.port=0", "--management.server.port=0"));
        admin.services().forEach((name, value) -> command.add("--" + name + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Path.of("target", "stop-tests.log").toFile());
        builder.environment().putAll(admin.environment());
        builder.environment().put("SOUK_XXL_LOG_PATH", logs.toString());
        builder.environment().put("SOUK_DB_URL", database.jdbcUrl());
        builder.environment().put("SOUK_DB_USER", database.user());
        builder.environment().put("SOUK_DB_PASSWORD", database.password());
        builder.environment().put("SOUK_KAFKA_BOOTSTRAP", NOBODY);
        return builder.start();
    }
}
