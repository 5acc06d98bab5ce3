package dev.souk.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventContractTests {

    private static final Path EVENTS = Path.of("events");

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

    static EventContract event(String contract) {
        String[] parts = contract.split("/|\\.v", -1);
        return EventContract.of(parts[0], parts[1], Integer.parseInt(parts[2]));
    }
}
