package dev.souk.common.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.souk.common.web.example.ExampleServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What no honest client sends, byte for byte: refused as the client's own mistake and never as ours. */
@ExampleServiceTest
class HostileRequestTests {

    private static final String GOOD = """
            {"lines": [{"sku": "A-1", "quantity": 2}]}""";

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"//internal/ping", "/internal;a=b/ping", "/./internal/ping", "/public/../internal/ping",
            "/public/%2e%2e/internal/ping", "/internal%2fping", "/%2e%2e/internal/ping", "/internal%00/ping",
            "/internal/ping/", "/INTERNAL/ping", "/internal\\ping", "/public/..;/internal/ping", "/me[", "/me%zz",
            "http://evil.test/internal/ping"})
    void noSpellingOfAPathGetsPastTheTokens(String path) throws IOException {
        assertThat(statusOf(send("GET " + path, "", ""))).isBetween(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?cursor=%F0%28", "?size=%00", "?size=", "?cursor=%zz", "?size=1&size=%FF",
            "?nobodyReadsIt=%00"})
    void aQueryThatCannotBeReadIsRefused(String query) throws IOException {
        assertProblem(400, send("GET /public/page" + query, "", ""));
    }

    @ParameterizedTest
    @CsvSource({"*/*, 415", "application/*, 415", "garbage, 415", "application/json;charset=nonsense, 415",
            "multipart/form-data, 400", "multipart/form-data; boundary=, 400", "text/plain, 415"})
    void aContentTypeThatSaysNothingIsRefused(String contentType, int status) throws IOException {
        assertProblem(status, post(contentType, GOOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"\"", "null", "{\"lines\": [null]}", "{\"lines\": null}",
            "{\"lines\": [{\"sku\": \"\\u0000\", \"quantity\": 1}]}", "{\"__proto__\": {}}", "\ufeff",
            "{\"lines\": [{\"sku\": \"A-1\", \"quantity\": NaN}]}",
            "{\"lines\": [{\"sku\": \"A-1\", \"quantity\": 1e400}]}"})
    void aBodyThatIsNoRequestIsRefused(String body) throws IOException {
        assertProblem(400, post("application/json", body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+300000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "0000-12-31T23:59:59Z",
            "-4800-01-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"})
    void anInstantThatNoDatabaseStoresIsRefused(String instant) throws IOException {
        assertProblem(400, send("GET /public/since?instant=" + instant.replace("+", "%2B"), "", ""));
        assertProblem(400, post("/public/since", "application/json", "{\"at\": \"" + instant + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "2026-03-01T12:00:00.123456Z", "9999-12-31T23:59:59.999999Z"})
    void anyOtherInstantIsRead(String instant) throws IOException {
        assertThat(send("GET /public/since?instant=" + instant, "", "")).contains(instant);
        assertThat(post("/public/since", "application/json", "{\"at\": \"" + instant + "\"}")).contains(instant);
    }

    @Test
    void aBodyThatOnlyWantsToKeepUsBusyIsRefused() throws IOException {
        assertProblem(400, post("application/json", "[".repeat(100_000)));
        assertProblem(400, post("application/json", "{\"lines\":".repeat(5_000)));
        assertProblem(400, post("application/json", "{\"lines\": " + "9".repeat(500_000) + "}"));
        assertProblem(400, post("application/json", "{\"" + "x".repeat(500_000) + "\": 1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer", "Authorization: Bearer a b", "Authorization: Bearer é",
            "Authorization: Basic abc", "Authorization:"})
    void credentialsOfAnotherKindAreNone(String header) throws IOException {
        assertProblem(401, send("GET /me", header + "\r\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"traceparent: garbage", "traceparent: 00-0-0-0", "baggage: =,=;", "Cookie: a=\"b",
            "X-Forwarded-For: ' OR 1", "If-None-Match: garbage", "Range: bytes=99-1"})
    void headersThatNobodyUnderstandsDoNoHarm(String header) throws IOException {
        assertThat(statusOf(send("GET /public/page", header + "\r\n", ""))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /me[", "GET /me%zz", "GET /internal%00/ping", "G@T /me"})
    void aRequestLineThatCannotBeReadIsRefusedWithAProblemToo(String requestLine) throws IOException {
        assertProblem(400, send(requestLine, "", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: another", "Content-Length: -1", "Transfer-Encoding: nonsense",
            "Content-Length: 1\r\nContent-Length: 2"})
    void headersThatContradictTheRequestAreRefusedWithAProblemToo(String header) throws IOException {
        String answer = send("POST /public/orders", header + "\r\n", "");

        assertProblem(statusOf(answer), answer);
        assertThat(statusOf(answer)).isIn(400, 501);
    }

    @Test
    void headersOfMoreThanTheyMayHoldAreRefusedWithAProblemToo() throws IOException {
        assertProblem(400, send("GET /public/page", "X-Long: " + "x".repeat(20_000) + "\r\n", ""));
    }

    private static void assertProblem(int status, String answer) {
        assertThat(statusOf(answer)).as(answer).isEqualTo(status);
        assertThat(answer).contains("application/problem+json", "traceId").doesNotContain("Exception");
    }

    private static int statusOf(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private String post(String contentType, String body) throws IOException {
        return post("/public/orders", contentType, body);
    }

    private String post(String path, String contentType, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send("POST " + path, "Content-Type: " + contentType + "\r\nContent-Length: " + length + "\r\n",
                body);
    }

    private String send(String request, String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
