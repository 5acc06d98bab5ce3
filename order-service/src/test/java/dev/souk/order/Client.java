package dev.souk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.souk.common.web.test.TestTokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API as one caller uses it.
 *
 * @param token null for a guest
 */
record Client(int port, TestTokens.@Nullable Token token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The JDK's client, because Apache's would repeat what was answered with 503. */
    private static final RestClient HTTP = RestClient.builder().requestFactory(new JdkClientHttpRequestFactory())
            .build();

    /** @param body a JSON null when there is none */
    record Reply(int status, @Nullable String location, @Nullable String retryAfter, @Nullable String etag,
            JsonNode body) {}

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** The body of an order that is paid by card. */
    static String mugs(int quantity) {
        return """
                {"addressId": "%s", "paymentMethod": {"token": "tok_visa"}, "items": [{"sku": "MUG-1", "quantity": %d}]}"""
                .formatted(OtherServices.ADDRESS, quantity);
    }

    Reply get(String path) {
        return call(HttpMethod.GET, path, null);
    }

    Reply post(String path, String body) {
        return call(HttpMethod.POST, path, body);
    }

    Reply call(HttpMethod method, String path, @Nullable String body) {
        return call(method, path, Map.of(), body);
    }

    Reply call(HttpMethod method, String path, Map<String, String> headers, @Nullable String body) {
        RestClient.RequestBodySpec request = HTTP.method(method).uri("http://127.0.0.1:" + port + path)
                .headers(all -> headers.forEach(all::set));
        if (token != null) {
            request.header("Authorization", token.bearer());
        }
        if (body != null) {
            request.header("Content-Type", "application/json").body(body);
        }
        ResponseEntity<String> reply = request.retrieve().onStatus(_ -> true, (_, _) -> {}).toEntity(String.class);
        String text = reply.getBody();
        return new Reply(reply.getStatusCode().value(), reply.getHeaders().getFirst("Location"),
                reply.getHeaders().getFirst("Retry-After"), reply.getHeaders().getETag(),
                json(text == null ? "null" : text));
    }

    Reply place(String key, String body) {
        return call(HttpMethod.POST, "/api/v1/orders", Map.of("Idempotency-Key", key), body);
    }

    /** @return the order's id */
    String order() {
        Reply placed = place(newKey(), mugs(1));
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        return placed.body().get("id").asString();
    }

    Reply cancel(String id) {
        return post("/api/v1/orders/" + id + "/cancel", "{\"reason\": \"changed my mind\"}");
    }

    String statusOf(String id) {
        return get("/api/v1/orders/" + id).body().get("status").asString();
    }

    void awaitStatus(String id, String status) {
        await().atMost(OtherServices.SOON).untilAsserted(() -> assertThat(statusOf(id)).isEqualTo(status));
    }
}
