package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableLogTests {

    @Test
    void aJsonRecordBecomesALineWithItsRootCause() {
        String log = """
                order-service ended before it was ready (exit status 1). The end of its log:
                {"@timestamp":"2026-01-01T00:00:00Z","log":{"level":"ERROR"},"message":"Application run failed","error":\
                {"type":"A","message":"outer","stack_trace":"A: outer\\n\\tat x\\nCaused by: B: inner\\n\\tat y\\nCaused by: C: the root\\n"}}
                {"not": "closed
                """;

        assertThat(ReadableLog.of(log).lines()).containsExactly(
                "order-service ended before it was ready (exit status 1). The end of its log:",
                "2026-01-01T00:00:00Z ERROR Application run failed",
                "    C: the root",
                "{\"not\": \"closed");
    }

    @Test
    void aRecordOfARequestEndsWithTheTraceIdByWhichAllItsRecordsAreFound() {
        String log = """
                {"@timestamp":"2026-01-01T00:00:00Z","log":{"level":"INFO"},"message":"GET /a","traceId":"6b01682dc5d5"}
                {"@timestamp":"2026-01-01T00:00:01Z","log":{"level":"WARN"},"message":"m","traceId":"6b01682dc5d5","error":\
                {"type":"A","message":"alone"}}
                """;

        assertThat(ReadableLog.of(log).lines()).containsExactly(
                "2026-01-01T00:00:00Z INFO  GET /a [6b01682dc5d5]",
                "2026-01-01T00:00:01Z WARN  m [6b01682dc5d5]",
                "    A: alone");
    }

    @Test
    void anErrorWithoutACauseIsItsOwnRoot() {
        assertThat(ReadableLog.of("{\"message\":\"m\",\"error\":{\"type\":\"A\",\"message\":\"alone\"}}"))
                .contains("A: alone");
    }
}
