package dev.souk.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessLineTests {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("souk.access");

    @Test
    void keysAreNestedAtTheirDots() {
        JsonNode line = line("GET /", "traceId", "1f", "http.request.method", "GET", "http.request.body.bytes", 7L,
                "http.response.status_code", 200, "url.path", "/", "souk.route", "orders");

        assertThat(line.at("/traceId").asString()).isEqualTo("1f");
        assertThat(line.at("/http")).isEqualTo(JsonMapper.shared().readTree("""
                {"request": {"method": "GET", "body": {"bytes": 7}}, "response": {"status_code": 200}}"""));
        assertThat(line.at("/url/path").asString()).isEqualTo("/");
        assertThat(line.at("/souk/route").asString()).isEqualTo("orders");
        assertThat(line.at("/service/name").asString()).isEqualTo("edge");
        assertThat(line.at("/log/logger").asString()).isEqualTo("souk.access");
        assertThat(line.at("/ecs/version").asString()).isEqualTo("8.11");
    }

    @Test
    void nothingThatAClientSendsEndsTheLineOrATextInIt() {
        String hostile = "/\"}\\\n\r\t\u0000{\"a\":\u00e9\u4e2d";

        JsonNode line = line("GET " + hostile, "url.path", hostile);

        assertThat(line.at("/url/path").asString()).isEqualTo(hostile);
        assertThat(line.at("/message").asString()).isEqualTo("GET " + hostile);
    }

    private static JsonNode line(String message, Object... fields) {
        LoggingEvent event = new LoggingEvent(AccessLineTests.class.getName(), LOGGER, Level.INFO, message, null,
                null);
        for (int field = 0; field < fields.length; field += 2) {
            event.addKeyValuePair(new KeyValuePair((String) fields[field], fields[field + 1]));
        }
        String line = new String(new AccessLine("edge").encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        return JsonMapper.shared().readTree(line);
    }
}
