package dev.souk.local.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls the API at the edge, as nobody or with the token of whoever has logged in. Immutable and usable by many threads. */
public final class SoukApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI edge;
    private final @Nullable String token;
    private final Duration timeout;

    private SoukApi(HttpClient http, URI edge, @Nullable String token, Duration timeout) {
        this.http = http;
        this.edge = edge;
        this.token = token;
        this.timeout = timeout;
    }

    /** @param edge without {@code /api/v1} */
    public static SoukApi at(URI edge) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new SoukApi(http, edge, null, TIMEOUT);
    }

    /** The same API with the token of this user. */
    public SoukApi logIn(String email, String password) {
        Answer answer = post("/auth/login", Map.of("email", email, "password", password));
        return new SoukApi(http, edge, answer.expect(200).path("accessToken").asString(), timeout);
    }

    /** The same caller at another address, such as a service's own past the edge. */
    public SoukApi movedTo(URI address) {
        return new SoukApi(http, address, token, timeout);
    }

    /** The same for a caller who waits only so long for an answer. */
    public SoukApi within(Duration patience) {
        return new SoukApi(http, edge, token, patience);
    }

    /** @param path below {@code /api/v1}, with its query */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body) {
        return send(json(path, "POST", body));
    }

    /** With an {@code Idempotency-Key}, as writes that create need. */
    public Answer post(String path, Object body, String idempotencyKey) {
        return send(json(path, "POST", body).header("Idempotency-Key", idempotencyKey));
    }

    public Answer put(String path, Object body) {
        return send(json(path, "PUT", body));
    }

    /** With an {@code Idempotency-Key}, as a PUT needs that says by how much something changes. */
    public Answer put(String path, Object body, String idempotencyKey) {
        return send(json(path, "PUT", body).header("Idempotency-Key", idempotencyKey));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /**
     * For whoever learns the operations from their descriptions.
     *
     * @param path below the edge, {@code /api/v1} included
     * @param body JSON; none is sent for an empty string
     */
    public Answer call(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = to(path).method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));
    }

    public Answer post(String path, String contentType, BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    /** Sends a request that is not for the API, such as one to a presigned address. */
    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    request.method(), request.uri(), response.statusCode(), response.headers(), parse(response));
        } catch (IOException e) {
            throw new UncheckedIOException("%s %s failed".formatted(request.method(), request.uri()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        return send(request.build());
    }

    private HttpRequest.Builder json(String path, String method, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return to("/api/v1" + path);
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(edge + path)).timeout(timeout);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static JsonNode parse(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json") && !response.body().isBlank()
                ? JSON.readTree(response.body())
                : MissingNode.getInstance();
    }
}
