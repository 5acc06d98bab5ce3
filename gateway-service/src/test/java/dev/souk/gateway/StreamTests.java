package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import dev.souk.common.web.test.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Answers without an end, from a notification-service that really streams. */
class StreamTests extends RunningEdge {

    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final Duration A_LITTLE = Duration.ofMillis(50);
    private static final Exception BROKEN = new IOException("broken off on purpose");
    private static final DisposableServer NOTIFICATIONS = HttpServer.create().host("127.0.0.1").port(0)
            .route(routes -> routes
                    .get("/api/v1/notifications/stream", (request, response) -> response
                            .header("Content-Type", "text/event-stream")
                            .sendString(Flux.concat(Mono.just("data: first\n\n"), Mono.never())))
                    .get("/api/v1/notifications/half", (request, response) -> response.sendString(
                            Flux.concat(Mono.just("half"), Mono.delay(A_LITTLE).thenReturn(""), Mono.error(BROKEN))))
                    .get("/api/v1/notifications/never", (request, response) -> {
                        ASKED.incrementAndGet();
                        return Mono.never();
                    })
                    .get("/stalling", (request, response) -> response.sendHeaders().then(Mono.never()))
                    .ws("/ws/notifications", (in, out) -> out.sendString(
                            in.receive().asString().map(text -> "heard " + text))))
            .bindNow();
    private static final String TOKEN = TestTokens.shopper(UUID.randomUUID()).bearer();

    @Autowired
    MeterRegistry meters;

    @DynamicPropertySource
    static void notificationService(DynamicPropertyRegistry properties) {
        properties.add("spring.cloud.discovery.client.simple.instances.notification-service[0].uri",
                () -> "http://127.0.0.1:" + NOTIFICATIONS.port());
    }

    @AfterAll
    static void stop() {
        NOTIFICATIONS.disposeNow();
    }

    @Test
    void anEventArrivesWhileItsStreamGoesOn() throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/notifications/stream"))
                            .headers("Authorization", TOKEN, "Accept-Encoding", "gzip").build(),
                    BodyHandlers.ofInputStream());

            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            try (BufferedReader events = new BufferedReader(
                    new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                assertThat(events.readLine()).isEqualTo("data: first");
            }
            client.shutdownNow();
        }
    }

    @Test
    void whatTheServiceBreaksOffIsItsFailure() {
        assertThatThrownBy(() -> edge.get("/api/v1/notifications/half", "Authorization", TOKEN))
                .isInstanceOf(UncheckedIOException.class);

        await().until(() -> answers("notification-service", "200", "SERVER_ERROR") > 0);
        assertThat(answers("notification-service", "200", "SUCCESS")).isZero();
    }

    @Test
    void whatTheClientDoesNotWaitForIsNobodysFailure() throws Exception {
        try (HttpClient hasty = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            hasty.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/notifications/never"))
                            .header("Authorization", TOKEN).build(),
                    BodyHandlers.discarding());
            await().until(() -> ASKED.get() > 0);
            hasty.shutdownNow();
        }

        await().until(() -> answers("notification-service", "UNKNOWN", "UNKNOWN") > 0);
    }

    private long answers(String route, String status, String outcome) {
        return meters.find("http.server.requests")
                .tags("route", route, "status", status, "outcome", outcome).timers().stream()
                .mapToLong(Timer::count).sum();
    }

    @Test
    void whatIsNoRouteOfWebSocketsStaysARequest() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/products"), new WebSocket.Listener() {
                    })
                    .get()).cause().isInstanceOfSatisfying(WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void anAnswerThatNeverGoesBeyondItsHeadersIsNotWaitedFor() {
        assertThat(edge.get("/stalling", "Authorization", TOKEN).status()).isEqualTo(504);
    }

    @Test
    void aWebSocketIsPassedThrough() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder().header("Authorization", TOKEN)
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/notifications"), new WebSocket.Listener() {

                        @Override
                        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                            heard.complete(text.toString());
                            return null;
                        }
                    }).get();

            socket.sendText("hello", true).get();

            assertThat(heard.get()).isEqualTo("heard hello");
            socket.abort();
            client.shutdownNow();
        }
    }
}
