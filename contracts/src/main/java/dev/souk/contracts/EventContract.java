package dev.souk.contracts;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of one event, for tests: a producer validates what it really sends, a consumer reads the sample with its
 * own record.
 *
 * <p>A producer is held to the schema strictly: a field that the schema does not name is a violation, so that nothing is
 * sent that is not documented. Consumers must ignore fields that they do not know.
 */
public final class EventContract {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final String name;
    private final JsonNode schema;
    private final String sample;

    private EventContract(String name) {
        this.name = name;
        this.schema = JSON.readTree(read(name + ".schema.json"));
        this.sample = read(name + ".sample.json");
    }

    /** @throws IllegalArgumentException when there is no such contract under {@code contracts/events} */
    public static EventContract of(String service, String event, int version) {
        return new EventContract(service + "/" + event + ".v" + version);
    }

    /** A valid message, as JSON, with every optional field present. */
    public String sample() {
        return sample;
    }

    /** @throws AssertionError that lists every way in which the message departs from the schema */
    public void validate(String message) {
        List<String> violations = compile(strict(schema)).validate(message, InputFormat.JSON,
                run -> run.executionConfig(config -> config.formatAssertionsEnabled(true))).stream()
                .map(violation -> violation.getInstanceLocation() + ": " + violation.getMessage()).toList();
        if (!violations.isEmpty()) {
            throw new AssertionError(name + " is not what was sent:\n  " + String.join("\n  ", violations) + "\n"
                    + message);
        }
    }

    JsonNode schema() {
        return schema;
    }

    private static Schema compile(JsonNode schema) {
        return SCHEMAS.getSchema(schema);
    }

    private static JsonNode strict(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        refuseUnnamedFields(copy);
        if (copy instanceof ObjectNode root) {
            root.remove("$id"); // two schemas of one id would be taken for one
        }
        return copy;
    }

    private static void refuseUnnamedFields(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(EventContract::refuseUnnamedFields);
    }

    private static String read(String file) {
        String path = "/contracts/events/" + file;
        try (InputStream in = EventContract.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no " + path.substring(1)
                        + ": a new event needs its schema and its sample there first");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
