package dev.souk.common.web.example;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the example service and keeps whatever it answers. */
public final class Calls {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param body as text; {@link #json()} reads it */
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String problem() {
            return json().path("type").asString().replace("https://souk.dev/problems/", "");
        }
    }

    private final RestClient http;

    public Calls(int port) {
        // a client that repeats nothing by itself
        this.http = RestClient.builder().baseUrl("http://127.0.0.1:" + port)
                .requestFactory(new JdkClientHttpRequestFactory()).build();
    }

    public Answer get(String path) {
        return get(path, headers -> {});
    }

    public Answer get(String path, Consumer<HttpHeaders> headers) {
        return send(HttpMethod.GET, path, headers);
    }

    public Answer send(HttpMethod method, String path, Consumer<HttpHeaders> headers) {
        return exchange(http.method(method).uri(path).headers(headers));
    }

    public Answer post(String path, String json) {
        return exchange(http.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(json));
    }

    private static Answer exchange(RestClient.RequestHeadersSpec<?> request) {
        return request.exchangeForRequiredValue((sent, answer) -> new Answer(answer.getStatusCode().value(),
                answer.getHeaders(), new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8)));
    }
}
