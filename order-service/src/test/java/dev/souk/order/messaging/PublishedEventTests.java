package dev.souk.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.souk.contracts.EventContract;
import dev.souk.order.checkout.OrderEvent;
import dev.souk.order.checkout.OrderFixtures;
import tools.jackson.databind.json.JsonMapper;

/** What is announced keeps the contracts that the other services rely on. */
class PublishedEventTests {

    private final JsonMapper json = JsonMapper.builder().build();

    @ParameterizedTest(name = "{0}")
    @MethodSource("facts")
    void everyFactKeepsItsContract(String type, OrderEvent.Announced fact) {
        EventContract.of("order-service", type, 1)
                .validate(json.writeValueAsString(OrderPublisher.publishedForm(fact)));
    }

    @Test
    void everyFactIsTried() {
        assertThat(facts().map(fact -> fact.get()[0]).distinct()).hasSize(
                OrderEvent.Announced.class.getPermittedSubclasses().length);
    }

    static Stream<Arguments> facts() {
        return OrderFixtures.everyEvent().stream()
                .filter(OrderEvent.Announced.class::isInstance)
                .map(fact -> Arguments.of(fact.type(), fact));
    }
}
