package dev.souk.product.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import co.elastic.clients.transport.DefaultTransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient.Request;
import co.elastic.clients.transport.http.TransportHttpClient.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockingHttpTests {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofDays(1);

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final List<Socket> unanswered = new CopyOnWriteArrayList<>();
    private volatile boolean hanging;
    private ServerSocket server;
    private BlockingHttp http;

    @BeforeEach
    void startAServerThatClosesEachConnectionAfterOneAnswer() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                try {
                    serve(server.accept());
                } catch (IOException closed) {
                    // the test is over, or the client has gone
                }
            }
        });
        http = new ElasticsearchConfiguration().elasticsearchHttp(new ElasticsearchProperties(
                URI.create("http://reader:of-tests@localhost:" + server.getLocalPort()), CONNECT_TIMEOUT,
                NEVER, CONNECT_TIMEOUT));
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
        for (Socket connection : unanswered) {
            connection.close();
        }
    }

    @Test
    void aConnectionThatWasClosedWhileKeptFailsNoRequest() throws IOException {
        for (int request = 0; request < 5; request++) {
            assertThat(ask(Map.of()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestCarriesItsParametersItsBodyAndWhoAsks() throws Exception {
        Response response = ask(Map.of("routing", "a&b c"));

        assertThat(asked.take()).contains("POST /products/_search?routing=a%26b+c HTTP/1.1",
                "Authorization: Basic cmVhZGVyOm9mLXRlc3Rz", "Content-Length: 6").endsWith("{1}\n{2");
        assertThat(response.header("x-elastic-product")).isEqualTo("Elasticsearch");
        assertThat(response.body().asByteBuffer()).isEqualTo(utf8("{}"));
    }

    @Test
    void nobodyQueuesBehindRequestsThatHang() {
        hanging = true;
        for (int taken = 0; taken < ElasticsearchConfiguration.MOST_CONNECTIONS; taken++) {
            Thread.startVirtualThread(this::askInVain);
        }
        await().until(() -> unanswered.size() == ElasticsearchConfiguration.MOST_CONNECTIONS);

        assertThatExceptionOfType(ConnectionRequestTimeoutException.class).isThrownBy(() -> ask(Map.of()));
    }

    @Test
    void aShopperDoesNotWaitForAnAnswerAsLongAsTheIndexerDoes() {
        hanging = true;
        BlockingHttp ofShoppers = http.answeredWithin(CONNECT_TIMEOUT);

        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> ask(ofShoppers, Map.of()));
    }

    private void askInVain() {
        try {
            ask(Map.of());
        } catch (IOException | IllegalStateException over) {
            // the test has closed the connections, or the client
        }
    }

    private Response ask(Map<String, String> parameters) throws IOException {
        return ask(http, parameters);
    }

    private static Response ask(BlockingHttp http, Map<String, String> parameters) throws IOException {
        return http.performRequest("search", null, new Request("POST", "/products/_search", parameters,
                Map.of("Content-Type", "application/json"),
                List.of(utf8("{1}\n"), utf8("{2"))), DefaultTransportOptions.EMPTY);
    }

    private void serve(Socket connection) throws IOException {
        if (hanging) {
            unanswered.add(connection);
        } else {
            try (connection) {
                answer(connection);
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder request = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            request.append(line).append('\n');
        }
        char[] body = new char[6];
        int read = in.read(body);
        asked.add(request.append(body, 0, read).toString());
        connection.getOutputStream().write("""
                HTTP/1.1 200 OK\r
                X-Elastic-Product: Elasticsearch\r
                Content-Type: application/json\r
                Content-Length: 2\r
                \r
                {}""".getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
