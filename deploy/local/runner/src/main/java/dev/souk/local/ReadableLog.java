package dev.souk.local;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Services log JSON for machines; this shortens it for a person who looks at a terminal. */
public final class ReadableLog {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CAUSE = "Caused by: ";

    private ReadableLog() {
    }

    /** Each line that is an ECS log record becomes its time, level, message, trace id if any, and root cause; other lines stay. */
    public static String of(String text) {
        return text.lines().map(ReadableLog::line).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            return describe(JSON.readTree(line));
        } catch (JacksonException _) {
            return line;
        }
    }

    private static String describe(JsonNode entry) {
        String traceId = entry.path("traceId").asString("");
        String text = "%s %-5s %s%s".formatted(
                entry.path("@timestamp").asString(""),
                entry.path("log").path("level").asString(""),
                entry.path("message").asString(""),
                traceId.isEmpty() ? "" : " [" + traceId + "]");
        JsonNode error = entry.path("error");
        return error.isMissingNode() ? text : text + System.lineSeparator() + "    " + rootCause(error);
    }

    private static String rootCause(JsonNode error) {
        return error.path("stack_trace").asString("").lines()
                .filter(line -> line.startsWith(CAUSE))
                .map(line -> line.substring(CAUSE.length()))
                .reduce((_, last) -> last)
                .orElseGet(() -> error.path("type").asString("") + ": " + error.path("message").asString(""));
    }
}
