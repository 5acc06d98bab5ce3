package dev.souk.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

class TraceIdTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void theTraceOfAClientGoesOnWithACallOfItsOwn() {
        ServerWebExchange exchange = with("00-" + TRACE + "-00f067aa0ba902b7-00");

        assertThat(TraceId.of(exchange)).isEqualTo(TRACE);
        assertThat(TraceId.forCall(exchange)).matches("00-" + TRACE + "-[0-9a-f]{16}-00")
                .isNotEqualTo(TraceId.forCall(exchange)).doesNotContain("00f067aa0ba902b7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473\"-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    void whatIsNoTraceIsReplacedByANewOne(String given) {
        ServerWebExchange exchange = with(given);

        assertThat(TraceId.of(exchange)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE).isEqualTo(TraceId.of(exchange));
        assertThat(TraceId.forCall(exchange)).matches("00-" + TraceId.of(exchange) + "-[0-9a-f]{16}-01");
    }

    private static ServerWebExchange with(String traceparent) {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/").header(TraceId.HEADER, traceparent));
    }
}
