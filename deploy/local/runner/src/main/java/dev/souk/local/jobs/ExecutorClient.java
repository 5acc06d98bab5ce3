package dev.souk.local.jobs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls an executor as the admin does. */
final class ExecutorClient {

    private static final int SUCCESS = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final JsonMapper json = new JsonMapper();
    private final String token;

    ExecutorClient(String token) {
        this.token = token;
    }

    /** The body of {@code POST /run} in version 3.3 of the protocol. */
    private record RunRequest(int jobId, String executorHandler, String executorParams, String executorBlockStrategy,
            int executorTimeout, long logId, long logDateTime, String glueType, String glueSource, long glueUpdatetime,
            int broadcastIndex, int broadcastTotal) {}

    /**
     * Hands the run over; it ends later, by a callback.
     *
     * @throws IOException when the executor cannot be reached or refuses
     */
    void run(Job job, Runs.Run run) throws IOException {
        RunRequest request = new RunRequest(job.id(), job.handler(), "", "DISCARD_LATER", 0, run.id(),
                run.startedAt().toEpochMilli(), "BEAN", "", 0, run.shard(), run.shards());
        HttpResponse<String> response = post(run.executor().resolve("run"), json.writeValueAsString(request));
        JsonNode answer = response.statusCode() == SUCCESS ? json.readTree(response.body()) : json.createObjectNode();
        if (answer.path("code").asInt(0) != SUCCESS) {
            throw new IOException("%s refused the run: %d %s"
                    .formatted(run.executor(), response.statusCode(), response.body()));
        }
    }

    private HttpResponse<String> post(URI uri, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json;charset=UTF-8")
                .header(AdminServer.TOKEN_HEADER, token)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
