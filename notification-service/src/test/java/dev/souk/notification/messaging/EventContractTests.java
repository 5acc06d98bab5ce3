package dev.souk.notification.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.contracts.EventContract;
import dev.souk.notification.domain.CancellationReason;
import dev.souk.notification.messaging.MailRequestsListener.MailRequested;
import dev.souk.notification.messaging.OrdersListener.OrderCancelled;
import dev.souk.notification.messaging.OrdersListener.OrderConfirmed;
import dev.souk.notification.messaging.OrdersListener.OrderCreated;
import dev.souk.notification.messaging.PaymentsListener.PaymentDeclined;
import dev.souk.notification.messaging.ShipmentsListener.ShipmentDelivered;
import dev.souk.notification.messaging.ShipmentsListener.ShipmentDispatched;
import dev.souk.notification.messaging.UsersListener.UserDeleted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** We read what the other services promise to send. */
class EventContractTests {

    private static final UUID ORDER = UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001");
    private static final UUID USER = UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7002");
    private static final UUID PAYMENT = UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7003");
    private static final UUID SHIPMENT = UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7004");

    @Test
    void ordersAreRead() {
        assertThat(sample("order-service", "OrderCreated", OrderCreated.class))
                .isEqualTo(new OrderCreated(ORDER, USER, 2598, "USD"));
        assertThat(sample("order-service", "OrderConfirmed", OrderConfirmed.class))
                .isEqualTo(new OrderConfirmed(ORDER, USER));
        assertThat(sample("order-service", "OrderCancelled", OrderCancelled.class))
                .isEqualTo(new OrderCancelled(ORDER, USER, CancellationReason.OUT_OF_STOCK.name()));
    }

    @Test
    void shipmentsAreRead() {
        assertThat(sample("inventory-service", "ShipmentDispatched", ShipmentDispatched.class))
                .isEqualTo(new ShipmentDispatched(SHIPMENT, ORDER, USER, "Parcel Post", "PP123456789"));
        assertThat(sample("inventory-service", "ShipmentDelivered", ShipmentDelivered.class))
                .isEqualTo(new ShipmentDelivered(ORDER, USER, 0));
    }

    @Test
    void paymentsAreRead() {
        PaymentDeclined declined = sample("payment-service", "PaymentDeclined", PaymentDeclined.class);

        assertThat(declined.orderId()).isEqualTo(ORDER);
        assertThat(declined.paymentId()).isEqualTo(PAYMENT);
    }

    @Test
    void mailRequestsAreRead() {
        assertThat(sample("user-service", "MailRequested", MailRequested.class).requestId()).isNotNull();
    }

    @Test
    void deletedAccountsAreRead() {
        assertThat(sample("user-service", "UserDeleted", UserDeleted.class))
                .isEqualTo(new UserDeleted(USER, Instant.parse("2026-03-01T12:00:00Z")));
    }

    private static <T> T sample(String service, String event, Class<T> type) {
        byte[] payload = EventContract.of(service, event, 1).sample().getBytes(StandardCharsets.UTF_8);
        return new IncomingMessage(UUID.randomUUID(), "any", "any", event, Instant.EPOCH, payload).data(type);
    }
}
