package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.souk.common.web.test.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogTests extends RunningEdge {

    private static final Logger ACCESS = (Logger) LoggerFactory.getLogger("souk.access");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        ACCESS.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        ACCESS.detachAppender(lines);
    }

    @Test
    void aRequestIsOneLineThatSaysWhatBecameOfIt() {
        UUID user = UUID.randomUUID();
        edge.post("/api/v1/orders?secret=1", BodyPublishers.ofString("{\"a\":1}"), "Authorization",
                TestTokens.shopper(user).bearer(), "Content-Type", "application/json", "X-Correlation-Id", "basket-7");

        Map<String, Object> line = onlyLine();

        assertThat(line).containsEntry("http.request.method", "POST").containsEntry("url.path", "/api/v1/orders")
                .containsEntry("http.response.status_code", 200).containsEntry("http.request.body.bytes", 7L)
                .containsEntry("http.response.body.bytes", 11L).containsEntry("client.address", "127.0.0.1")
                .containsEntry("souk.route", "order-service").containsEntry("souk.correlation", "basket-7")
                .containsEntry("souk.upstream", "localhost:" + SERVICE.port())
                .containsKeys("traceId", "event.duration", "souk.upstream-duration")
                .doesNotContainKey("souk.broken");
        assertThat((String) line.get("user.hash")).matches("[0-9a-f]{16}");
        assertThat(line.keySet()).as("a key that is also the beginning of another one cannot be nested in JSON")
                .noneMatch(key -> line.keySet().stream().anyMatch(other -> other.startsWith(key + ".")));
        assertThat(line.toString()).doesNotContain("secret").doesNotContain(user.toString());
    }

    @Test
    void aRefusalIsALineToo() {
        edge.get("/api/v1/payments/1", "Authorization", TestTokens.shopper(UUID.randomUUID()).bearer());

        assertThat(onlyLine()).containsEntry("http.response.status_code", 503).containsEntry("souk.route",
                "payment-service");
    }

    private Map<String, Object> onlyLine() {
        await().until(() -> !lines.list.isEmpty());
        assertThat(lines.list).hasSize(1);
        return lines.list.getFirst().getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }
}
