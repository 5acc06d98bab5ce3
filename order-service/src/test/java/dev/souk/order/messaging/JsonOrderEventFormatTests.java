package dev.souk.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.souk.order.checkout.OrderEvent;
import dev.souk.order.checkout.OrderFixtures;

/** Streams are kept for ever: what was written once must be readable by every later version. */
class JsonOrderEventFormatTests {

    private final JsonOrderEventFormat format = new JsonOrderEventFormat();

    @ParameterizedTest
    @MethodSource("events")
    void readsWhatItWrote(OrderEvent event) {
        assertThat(format.read(event.type(), format.write(event))).isEqualTo(event);
    }

    @Test
    void everyEventIsTried() {
        long leaves = Stream.of(OrderEvent.class.getPermittedSubclasses()).filter(type -> !type.isSealed()).count()
                + OrderEvent.Announced.class.getPermittedSubclasses().length;
        assertThat(events().stream().map(OrderEvent::type).distinct()).hasSize((int) leaves);
    }

    /** Stored on the first day. Never edit these lines: add new ones. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            OrderCreated | {"orderId":"019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001","userId":"0195a000-0000-7000-8000-000000000001","lines":[{"sku":"MUG-1","title":"Mug","quantity":2,"unitPrice":{"amount":1999,"currency":"USD"}}],"total":{"amount":3998,"currency":"USD"},"shipTo":{"recipient":"Ada","line1":"1 Way","line2":null,"city":"Basel","region":null,"postalCode":"4051","countryCode":"CH","phone":null},"paymentToken":"tok_visa","occurredAt":"2026-03-01T12:00:00Z","expiresAt":"2026-03-01T12:30:00Z"}
            OrderStockReserved | {"occurredAt":"2026-03-01T12:00:00Z"}
            OrderPaymentDeclined | {"reason":"insufficient_funds","triesLeft":2,"occurredAt":"2026-03-01T12:00:00Z"}
            OrderConfirmed | {"orderId":"019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001","userId":"0195a000-0000-7000-8000-000000000001","occurredAt":"2026-03-01T12:00:00Z"}
            OrderFulfilmentNoted | {"stage":"STARTED","occurredAt":"2026-03-01T12:00:00Z"}
            OrderCancellationRequested | {"orderId":"019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001","userId":"0195a000-0000-7000-8000-000000000001","reason":"BY_SHOPPER","note":"changed my mind","occurredAt":"2026-03-01T12:00:00Z"}
            OrderCancellationRefused | {"reason":"dispatched","occurredAt":"2026-03-01T12:00:00Z"}
            OrderCancelled | {"orderId":"019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001","userId":"0195a000-0000-7000-8000-000000000001","reason":"UNPAID","note":null,"occurredAt":"2026-03-01T12:00:00Z"}
            OrderShipped | {"occurredAt":"2026-03-01T12:00:00Z"}
            OrderDelivered | {"occurredAt":"2026-03-01T12:00:00Z"}
            OrderReturnRequested | {"returnId":"0195a000-0000-7000-8000-000000000009","occurredAt":"2026-03-01T12:00:00Z"}
            OrderReturnApproved | {"returnId":"0195a000-0000-7000-8000-000000000009","occurredAt":"2026-03-01T12:00:00Z"}
            OrderReturnRejected | {"returnId":"0195a000-0000-7000-8000-000000000009","occurredAt":"2026-03-01T12:00:00Z"}
            OrderReturnReceived | {"returnId":"0195a000-0000-7000-8000-000000000009","occurredAt":"2026-03-01T12:00:00Z"}
            OrderReturnRefunded | {"returnId":"0195a000-0000-7000-8000-000000000009","occurredAt":"2026-03-01T12:00:00Z"}
            OrderReturned | {"occurredAt":"2026-03-01T12:00:00Z"}
            OrderCancellationRequested | {"orderId":"019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001","userId":"0195a000-0000-7000-8000-000000000001","reason":"BY_OPERATOR","note":null,"by":"0195a000-0000-7000-8000-000000000002","occurredAt":"2026-03-01T12:00:00Z"}
            OrderCancelled | {"orderId":"019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001","userId":"0195a000-0000-7000-8000-000000000001","reason":"BY_OPERATOR","note":null,"by":"0195a000-0000-7000-8000-000000000002","occurredAt":"2026-03-01T12:00:00Z"}
            OrderReturnApproved | {"returnId":"0195a000-0000-7000-8000-000000000009","by":"0195a000-0000-7000-8000-000000000002","occurredAt":"2026-03-01T12:00:00Z"}
            """)
    void readsAndWritesTheFirstDaysForm(String type, String stored) {
        OrderEvent event = format.read(type, stored);

        assertThat(event.type()).isEqualTo(type);
        assertThat(format.write(event)).isEqualTo(stored);
    }

    @Test
    void saysWhatToDoAboutAnEventOfALaterVersion() {
        assertThatThrownBy(() -> format.read("OrderTeleported", "{}")).hasMessageContaining("OrderTeleported")
                .hasMessageContaining("version");
    }

    static List<OrderEvent> events() {
        return OrderFixtures.everyEvent();
    }
}
