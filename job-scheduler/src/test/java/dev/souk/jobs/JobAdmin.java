package dev.souk.jobs;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import tools.jackson.databind.json.JsonMapper;

/** WireMock as the XXL-JOB admin of one executor, and as the services that its jobs talk to. */
public final class JobAdmin {

    public static final Duration SOON = Duration.ofSeconds(30);

    private static final String TOKEN = "shared-by-admin-and-executor";
    private static final long RUN_STARTED = System.currentTimeMillis();

    private final WireMockServer others = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final AtomicLong ids = new AtomicLong(100);
    private @Nullable String executor;

    JobAdmin() {
        others.start();
        answer();
    }

    /** The environment of an executor that belongs to this admin. */
    Map<String, String> environment() {
        return Map.of("SOUK_XXL_ADMIN", others.baseUrl(), "SOUK_XXL_TOKEN", TOKEN, "SOUK_XXL_PORT", "0",
                "SOUK_SERVICE_SECRET", "secret-of-this-test");
    }

    /** The properties by which it finds the services. */
    Map<String, String> services() {
        return Map.of("spring.cloud.discovery.client.simple.instances.order-service[0].uri", others.baseUrl(),
                "spring.cloud.discovery.client.simple.instances.product-service[0].uri", others.baseUrl(),
                "spring.cloud.discovery.client.simple.instances.payment-service[0].uri", others.baseUrl(),
                "spring.cloud.discovery.client.simple.instances.user-service[0].uri", others.baseUrl());
    }

    WireMockServer others() {
        return others;
    }

    /** Forgets what it was told, but not where its executor is. */
    void reset() {
        executor();
        others.resetAll();
        answer();
    }

    private void answer() {
        for (String path : new String[]{"registry", "registryRemove", "callback"}) {
            others.stubFor(post("/api/" + path).willReturn(okJson("{\"code\": 200, \"msg\": \"Success\"}")));
        }
        others.stubFor(post("/internal/service-tokens")
                .willReturn(okJson("{\"accessToken\": \"a-service-token\", \"expiresIn\": 300}")));
    }

    /** The address with which it registered, as soon as it has. */
    private String executor() {
        String known = executor;
        if (known == null) {
            String registration = await().atMost(SOON).until(
                    () -> others.findAll(postRequestedFor(urlPathEqualTo("/api/registry"))), found -> !found.isEmpty())
                    .getFirst().getBodyAsString();
            known = JsonMapper.shared().readTree(registration).path("registryValue").asString();
            executor = known;
        }
        return known;
    }

    /** @return the id of the run */
    public long trigger(String handler, int shard, int shards) {
        long id = ids.incrementAndGet();
        assertThat(call("run", TOKEN, job(id, "BEAN", handler, shard, shards))).contains("\"code\":200");
        return id;
    }

    /** @param id of the job and of its run */
    static String job(long id, String glueType, String handler, int shard, int shards) {
        return """
                {"jobId": %d, "executorHandler": "%s", "executorParams": "", "glueType": "%s", "glueSource": "id",
                 "logId": %d, "executorBlockStrategy": "SERIAL_EXECUTION", "executorTimeout": 0, "logDateTime": %d,
                 "glueUpdatetime": 0, "broadcastIndex": %d, "broadcastTotal": %d}"""
                .formatted(id, handler, glueType, id, RUN_STARTED, shard, shards);
    }

    String call(String path, String body) {
        return call(path, TOKEN, body);
    }

    String call(String path, String token, String body) {
        return requireNonNull(RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build()
                .post().uri(executor() + path)
                .header("XXL-JOB-ACCESS-TOKEN", token).header("Content-Type", "application/json")
                .body(body).retrieve().body(String.class));
    }

    public String logOf(long run) {
        return call("log", "{\"logId\": %d, \"logDateTim\": %d, \"fromLineNum\": 1}".formatted(run, RUN_STARTED));
    }

    /** The executor says that the run has ended: with code 200 when it succeeded, else with 500. */
    public void awaitResult(long run, int code, String message) {
        await().atMost(SOON).untilAsserted(() -> others.verify(1, postRequestedFor(urlPathEqualTo("/api/callback"))
                .withHeader("XXL-JOB-ACCESS-TOKEN", equalTo(TOKEN))
                .withRequestBody(matchingJsonPath("$[?(@.logId == " + run + " && @.handleCode == " + code + ")]"))
                .withRequestBody(matchingJsonPath("$[0].handleMsg", containing(message)))));
    }
}
