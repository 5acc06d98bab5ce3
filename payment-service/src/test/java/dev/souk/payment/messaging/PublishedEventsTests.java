package dev.souk.payment.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.souk.common.money.Money;
import dev.souk.contracts.EventContract;
import dev.souk.payment.intent.OrderId;
import dev.souk.payment.intent.PaymentEvent;
import dev.souk.payment.intent.PaymentId;
import dev.souk.payment.intent.PaymentState;
import tools.jackson.databind.json.JsonMapper;

class PublishedEventsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PaymentId PAYMENT = new PaymentId(UUID.randomUUID());
    private static final OrderId ORDER = new OrderId(UUID.randomUUID());
    private static final Money AMOUNT = Money.of(2598, "USD");

    static Stream<PaymentEvent> events() {
        return Stream.of(new PaymentEvent.PaymentReserved(PAYMENT, ORDER, AMOUNT),
                new PaymentEvent.PaymentDeclined(PAYMENT, ORDER, "card_declined", 0),
                new PaymentEvent.PaymentCaptured(PAYMENT, ORDER, AMOUNT),
                new PaymentEvent.PaymentVoided(PAYMENT, ORDER),
                new PaymentEvent.PaymentRefunded(PAYMENT, ORDER, AMOUNT, AMOUNT, null),
                new PaymentEvent.PaymentRefunded(PAYMENT, ORDER, AMOUNT, AMOUNT, UUID.randomUUID()),
                new PaymentEvent.PaymentAlarmRaised(PAYMENT, ORDER, PaymentState.CAPTURE_FAILED, "CAPTURE_REFUSED"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyFactKeepsItsContract(PaymentEvent event) {
        var message = PaymentPublisher.published(event);

        assertThat(message.topic()).isEqualTo("payments");
        assertThat(message.key()).isEqualTo(ORDER.toString());
        assertThat(message.dataSchema()).isEqualTo("payment-service/" + message.type() + ".v1");
        EventContract.of("payment-service", message.type(), 1).validate(JSON.writeValueAsString(message.data()));
    }

    @Test
    void aRefundSaysWhatWasRefundedInAll() {
        var message = PaymentPublisher.published(
                new PaymentEvent.PaymentRefunded(PAYMENT, ORDER, AMOUNT, Money.of(4000, "USD"), null));

        var data = JSON.valueToTree(message.data());
        assertThat(data.get("amount").asLong()).isEqualTo(2598);
        assertThat(data.get("refundedInAll").asLong()).isEqualTo(4000);
    }

    @Test
    void everyKindOfFactIsTested() {
        assertThat(events().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(PaymentEvent.class.getPermittedSubclasses());
    }
}
