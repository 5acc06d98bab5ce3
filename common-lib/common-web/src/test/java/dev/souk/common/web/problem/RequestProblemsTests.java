package dev.souk.common.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

@ExampleServiceTest
class RequestProblemsTests {

    private static final String GOOD = """
            {"lines": [{"sku": "A-1", "quantity": 2}]}""";

    @LocalServerPort
    int port;

    Calls calls;

    @BeforeEach
    void call() {
        calls = new Calls(port);
    }

    @Test
    void aGoodRequestIsAnswered() {
        assertThat(calls.post("/public/orders", GOOD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'lines': [{'sku': 'A-1', 'quantity': 2, 'price': 1}]}   | /lines/0/price    | is not a field of this request
            {'lines': [{'sku': 'A-1', 'quantity': 2}], 'total': 5}   | /total            | is not a field of this request
            {'lines': [{'sku': 'A-1', 'quantity': '2'}]}             | /lines/0/quantity | is missing or of a wrong type or value
            {'lines': [{'sku': 'A-1', 'quantity': 1.5}]}             | /lines/0/quantity | is missing or of a wrong type or value
            {'lines': [{'sku': 'A-1', 'quantity': 1e30}]}            | /lines/0/quantity | is missing or of a wrong type or value
            {'lines': [{'sku': 'A-1', 'quantity': 30000000000000}]}  | /lines/0/quantity | is too large a number
            {'lines': [{'sku': 'A-1', 'quantity': 3000000000000000000000000}]} | /lines/0/quantity | is too large a number
            {'lines': [{'sku': 'A-1'}]}                              | /lines/0/quantity | is missing or of a wrong type or value
            {'lines': [{'sku': 'A-1', 'quantity': 0}]}               | /lines/0/quantity | must be greater than or equal to 1
            {'lines': [{'sku': 'A-1', 'quantity': 1000000000}]}      | /lines/0/quantity | must be less than or equal to 1000
            {'lines': [{'sku': ' ', 'quantity': 1}]}                 | /lines/0/sku      | must not be blank
            {'lines': []}                                            | /lines            | must not be empty
            {}                                                       | /lines            | must not be empty
            {'lines': [], 'lines': []}                               | /lines            | is there twice
            {'lines': [{'sku': 'A-1', 'quantity': 1}, {'sku': 'A-2', 'quantity': 1, 'sku': 'A-3'}]} | /lines/1/sku | is there twice
            {'lines': [{'sku': 'A-1', 'quantity': 1}], 'a/b~': 1, 'a/b~': 2} | /a~1b~0          | is there twice
            """)
    void theFieldAtFaultIsNamed(String body, String pointer, String detail) {
        Calls.Answer answer = calls.post("/public/orders", body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/detail").asString()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"lines\": [", "nonsense", "", "{} {}"})
    void malformedJsonIsRefused(String body) {
        Calls.Answer answer = calls.post("/public/orders", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.body()).doesNotContain("jackson", "Exception");
    }

    @Test
    void aValueOfAWrongTypeInThePathIsNamed() {
        Calls.Answer answer = calls.get("/public/numbers/one?wanted=x", headers -> headers.set("Wanted", "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("number");
    }

    @Test
    void aMissingParameterIsNamed() {
        Calls.Answer answer = calls.get("/public/numbers/1", headers -> headers.set("Wanted", "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("wanted");
    }

    @Test
    void aMissingHeaderIsNamed() {
        Calls.Answer answer = calls.get("/public/numbers/1?wanted=x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("Wanted");
    }

    @Test
    void aParameterOutOfBoundsIsNamed() {
        Calls.Answer answer = calls.get("/public/bounded?digit=10");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("digit");
        assertThat(answer.json().at("/errors/0/detail").asString()).isEqualTo("must be less than or equal to 9");
    }

    @ParameterizedTest
    @CsvSource({"/public/nowhere, 404, not-found", "/public/bug, 500, internal-error",
            "/public/orders, 405, method-not-allowed", "/public/database-down, 503, data-store-unavailable"})
    void everyRefusalIsAProblemWithATraceIdAndWithoutInternals(String path, int status, String problem) {
        Calls.Answer answer = calls.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("instance").asString()).isEqualTo(path);
        assertThat(answer.json().path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(answer.body()).doesNotContain("hunter2", "Exception", "dev.souk.common");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /public/database-down  | true  | Repeat the request after the time in Retry-After.
            POST   | /public/database-down  | true  | It may have been done or not. Repeat it with the same Idempotency-Key after the time in Retry-After: it has one effect.
            POST   | /public/database-down  | false | It may have been done or not. Look before you repeat it, after the time in Retry-After.
            DELETE | /public/database-down  | true  | It may have been done or not. Look before you repeat it, after the time in Retry-After.
            """)
    void whoeverIsRefusedByAnOutageIsToldHowToRepeatAndNothingFalse(String method, String path, boolean withKey,
            String advice) {
        Calls.Answer answer = calls.send(HttpMethod.valueOf(method), path, headers -> {
            if (withKey) {
                headers.set("Idempotency-Key", "key-1");
            }
        });

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
        assertThat(answer.json().path("detail").asString()).isEqualTo(advice);
    }

    @Test
    void aBodyThatDeclaresTooMuchIsRefused() {
        Calls.Answer answer = calls.post("/public/orders", "x".repeat(2_000_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsRefused() throws IOException, InterruptedException {
        String tooLarge = "{\"lines\": [{\"sku\": \"" + "x".repeat(2_000_000) + "\"}]}";
        HttpRequest chunked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/public/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers
                        .ofInputStream(() -> new ByteArrayInputStream(tooLarge.getBytes(StandardCharsets.UTF_8))))
                .build();

        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(http.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void anotherMediaTypeIsRefused() throws IOException, InterruptedException {
        HttpRequest xml = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/public/orders"))
                .header("Content-Type", "application/xml").POST(BodyPublishers.ofString("<a/>")).build();

        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(xml, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
        }
    }
}
