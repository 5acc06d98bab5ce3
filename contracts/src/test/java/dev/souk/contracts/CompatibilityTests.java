package dev.souk.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class CompatibilityTests {

    private static final Path PUBLISHED = Path.of("events", "published.json");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String SCHEMA = """
            {"type": "object", "description": "An order", "required": ["id", "lines"], "properties": {
              "id": {"type": "string", "format": "uuid", "description": "of the order"},
              "reason": {"type": "string", "enum": ["A", "B"]},
              "lines": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["quantity"], "properties": {
                "quantity": {"type": "integer", "minimum": 1}, "note": {"type": "string", "maxLength": 10}}}}}}""";

    @Test
    void whatWasPublishedStaysReadableByOlderConsumersAndWhatIsNewIsPublished() throws IOException {
        Map<String, Map<String, String>> published = JSON.readValue(Files.readString(PUBLISHED),
                new TypeReference<>() {
                });
        Map<String, Map<String, String>> now = new TreeMap<>();
        for (String contract : EventContractTests.contracts()) {
            now.put(contract, Compatibility.fields(EventContractTests.event(contract).schema()));
        }

        published.forEach((contract, fields) -> assertThat(
                Compatibility.violations(fields, now.getOrDefault(contract, Map.of())))
                .as("%s is published: leave what is there, add optional fields, or make a new version", contract)
                .isEmpty());
        new Generated(PUBLISHED).is(JSON.writeValueAsString(now) + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "a required field goes | \"id\": {\"type\": \"string\", \"format\": \"uuid\", \"description\": \"of the order\"}, | ``",
            "an optional field is renamed | \"reason\" | \"cause\"",
            "a type changes | \"type\": \"integer\" | \"type\": \"string\"",
            "a format changes | \"format\": \"uuid\" | \"format\": \"uri\"",
            "a limit is tightened | \"maxLength\": 10 | \"maxLength\": 9",
            "a limit is loosened | \"minimum\": 1 | \"minimum\": 0",
            "a value is new to older consumers | [\"A\", \"B\"] | [\"A\", \"B\", \"C\"]",
            "an optional field becomes required | [\"id\", \"lines\"] | [\"id\", \"lines\", \"reason\"]",
            "a required field becomes optional | [\"quantity\"] | []",
            "a new field is required | [\"quantity\"], \"properties\": { | [\"quantity\", \"sku\"], \"properties\": {\"sku\": {\"type\": \"string\"},"})
    void anOlderConsumerWouldNotice(String what, String from, String to) {
        assertThat(SCHEMA).contains(from);

        assertThat(violations(SCHEMA.replace(from, to))).as(what).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"note\": {\"type\": \"boolean\"}, \"reason\"",
            "\"more\": {\"type\": \"object\", \"required\": [\"x\"], \"properties\": {\"x\": {\"type\": \"string\"}}}, \"reason\""})
    void anOlderConsumerDoesNotNoticeAnOptionalFieldMore(String more) {
        assertThat(violations(SCHEMA.replace("\"reason\"", more))).isEmpty();
    }

    @Test
    void whatIsSaidForPeopleMayBeSaidBetter() {
        assertThat(violations(SCHEMA.replace("of the order", "of the shopper's order"))).isEmpty();
    }

    private static List<String> violations(String changed) {
        return Compatibility.violations(Compatibility.fields(JSON.readTree(SCHEMA)),
                Compatibility.fields(JSON.readTree(changed)));
    }
}
