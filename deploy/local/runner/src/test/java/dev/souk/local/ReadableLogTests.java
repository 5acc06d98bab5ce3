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
    void anErrorWithoutACauseIsItsOwnRoot() {
        assertThat(ReadableLog.of("{\"message\":\"m\",\"error\":{\"type\":\"A\",\"message\":\"alone\"}}"))
                .contains("A: alone");
    }
}
