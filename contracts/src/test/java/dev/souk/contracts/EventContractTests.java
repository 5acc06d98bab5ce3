package dev.souk.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventContractTests {

    private static final Path EVENTS = Path.of("events");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<String> contracts() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files.map(file -> EVENTS.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".schema.json"))
                    .map(file -> file.substring(0, file.length() - ".schema.json".length())).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everySampleKeepsItsSchema(String contract) {
        EventContract event = event(contract);

        assertThatCode(() -> event.validate(event.sample())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void noFieldNamesWhatMayNeverTravel(String contract) {
        assertThat(event(contract).schema().toString()).doesNotContainIgnoringCase("\"email\"", "\"password\"",
                "\"cardNumber\"", "\"pan\"", "\"cvc\"");
    }

    /** Older consumers read every required field of published.json: it may neither go, nor change its type, nor grow. */
    @Test
    void whatWasPublishedStaysReadableByOlderConsumers() throws IOException {
        Map<String, Map<String, String>> published = JSON.readValue(Files.readString(EVENTS.resolve("published.json")),
                new TypeReference<>() {
                });
        Map<String, Map<String, String>> current = new TreeMap<>();
        for (String contract : contracts()) {
            current.put(contract, requiredFields(event(contract).schema(), ""));
        }

        assertThat(current)
                .as("published.json is append-only: add an optional field, or a new version of the event with its "
                        + "own entry; never change what is there")
                .containsExactlyInAnyOrderEntriesOf(published);
    }

    @Test
    void aProducerMayNotSendWhatIsNotNamed() {
        EventContract confirmed = EventContract.of("order-service", "OrderConfirmed", 1);
        String withMore = confirmed.sample().replaceFirst("\\{", "{\"note\": \"hello\",");

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> confirmed.validate(withMore))
                .withMessageContaining("note");
    }

    @Test
    void aProducerMayNotLeaveOutOrMisspell() {
        EventContract confirmed = EventContract.of("order-service", "OrderConfirmed", 1);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> confirmed.validate("{\"orderId\": \"not-a-uuid\", \"confirmedAt\": \"now\"}"))
                .withMessageContaining("userId").withMessageContaining("/orderId")
                .withMessageContaining("/confirmedAt");
    }

    @Test
    void anUnknownContractSaysWhatToDo() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> EventContract.of("order-service", "OrderTeleported", 1))
                .withMessageContaining("needs its schema");
    }

    private static EventContract event(String contract) {
        String[] parts = contract.split("/|\\.v", -1);
        return EventContract.of(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    private static Map<String, String> requiredFields(JsonNode schema, String path) {
        return switch (schema.path("type").asString()) {
            case "array" -> requiredFields(schema.path("items"), path + "/*");
            case "object" -> schema.path("required").valueStream().map(JsonNode::asString)
                    .map(field -> requiredFields(schema.path("properties").path(field), path + "/" + field))
                    .collect(TreeMap::new, Map::putAll, Map::putAll);
            default -> Map.of(path, schema.path("type").asString());
        };
    }
}
