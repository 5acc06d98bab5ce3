package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library would send, over a bare socket. */
class UnreadableRequestTests extends RunningEdge {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/search?q=", "/api/v1/search/suggest?q=", "/api/v1/products?cursor="})
    void anAddressThatIsMuchTooLongIsRefusedWithAProblem(String address) throws IOException {
        String answer = send("GET " + address + "a".repeat(20_000) + " HTTP/1.1\r\nHost: edge\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 414").contains("content-type: application/problem+json")
                .contains("https://souk.dev/problems/address-too-long");
    }

    @Test
    void whatIsWrongWithALongQueryIsForTheServiceToSay() {
        String words = "a".repeat(10_000);

        assertThat(edge.get("/api/v1/search?q=" + words).status()).isEqualTo(200);
        SERVICE.verify(getRequestedFor(urlPathEqualTo("/api/v1/search")).withQueryParam("q", equalTo(words)));
    }

    @Test
    void aPercentSignThatEncodesNothingIsRefusedWithAProblemAndTheConnectionGoesOn() throws IOException {
        String answers = send("GET /api/v1/search?q=%zz HTTP/1.1\r\nHost: edge\r\n\r\n"
                + "HEAD /api/v1/search?q=%zz HTTP/1.1\r\nHost: edge\r\n\r\n"
                + "GET /api/v1/products HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n");

        assertThat(answers).startsWith("HTTP/1.1 400").contains("content-type: application/problem+json")
                .containsOnlyOnce("https://souk.dev/problems/invalid-request").contains("HTTP/1.1 200")
                .contains("from behind");
    }

    @Test
    void headersThatAreTooLongAreRefusedWithAProblem() throws IOException {
        String answer = send("GET /api/v1/products HTTP/1.1\r\nHost: edge\r\nX-Long: " + "a".repeat(20_000)
                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("https://souk.dev/problems/headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: edge\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: edge\r\n no name: b\r\n\r\n"})
    void whatIsNoHttpIsRefusedWithAProblem(String request) throws IOException {
        assertThat(send(request)).startsWith("HTTP/1.1 400").contains("https://souk.dev/problems/invalid-request");
    }

    /** @return everything that comes until the edge closes the connection */
    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
