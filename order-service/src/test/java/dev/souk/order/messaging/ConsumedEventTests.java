package dev.souk.order.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.contracts.EventContract;

/** This service's own records read what the other services promise to send. */
class ConsumedEventTests {

    private static final UUID ORDER = UUID.fromString("019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001");

    @Test
    void readsWhatInventorySaysAboutReservations() {
        assertThat(sample("inventory-service", ReservationsListener.StockReserved.class).orderId()).isEqualTo(ORDER);
        assertThat(sample("inventory-service", ReservationsListener.StockRejected.class).orderId()).isEqualTo(ORDER);
    }

    @Test
    void readsWhatPaymentSays() {
        PaymentsListener.PaymentReserved reserved = sample("payment-service", PaymentsListener.PaymentReserved.class);
        assertThat(reserved.orderId()).isEqualTo(ORDER);
        assertThat(reserved.paymentId()).isNotNull();
        assertThat(reserved.amount()).isPositive();
        assertThat(reserved.currency()).hasSize(3);

        PaymentsListener.PaymentDeclined declined = sample("payment-service", PaymentsListener.PaymentDeclined.class);
        assertThat(declined.orderId()).isEqualTo(ORDER);
        assertThat(declined.reason()).isNotBlank();
        assertThat(declined.triesLeft()).isNotNegative();

        assertThat(sample("payment-service", PaymentsListener.PaymentCaptured.class).orderId()).isEqualTo(ORDER);

        PaymentsListener.PaymentRefunded refunded = sample("payment-service", PaymentsListener.PaymentRefunded.class);
        assertThat(refunded.orderId()).isEqualTo(ORDER);
        assertThat(refunded.amount()).isPositive();
        assertThat(refunded.currency()).hasSize(3);
        assertThat(refunded.returnId()).isNotNull();

        PaymentsListener.PaymentAlarmRaised alarm = sample("payment-service",
                PaymentsListener.PaymentAlarmRaised.class);
        assertThat(alarm.orderId()).isEqualTo(ORDER);
        assertThat(alarm.state()).isNotBlank();
        assertThat(alarm.cause()).isNotBlank();
    }

    @Test
    void readsWhatInventorySaysAboutShipments() {
        assertThat(sample("inventory-service", ShipmentsListener.ShipmentCreated.class).orderId()).isEqualTo(ORDER);
        ShipmentsListener.ShipmentDispatched dispatched = sample("inventory-service",
                ShipmentsListener.ShipmentDispatched.class);
        assertThat(dispatched.orderId()).isEqualTo(ORDER);
        assertThat(dispatched.shipmentId()).isNotNull();
        assertThat(dispatched.lines())
                .containsExactly(new ShipmentsListener.ShipmentDispatched.Line("MUG-BLUE-350", 2));
        assertThat(sample("inventory-service", ShipmentsListener.ShipmentDelivered.class).orderId()).isEqualTo(ORDER);
        assertThat(sample("inventory-service", ShipmentsListener.ShipmentCancelled.class).orderId()).isEqualTo(ORDER);

        ShipmentsListener.ShipmentCancellationRefused refused = sample("inventory-service",
                ShipmentsListener.ShipmentCancellationRefused.class);
        assertThat(refused.orderId()).isEqualTo(ORDER);
        assertThat(refused.reason()).isNotBlank();
    }

    @Test
    void readsThatAnAccountWasDeleted() {
        UsersListener.UserDeleted deleted = sample("user-service", UsersListener.UserDeleted.class);
        assertThat(deleted.userId()).isNotNull();
        assertThat(deleted.deletedAt()).isAfter(Instant.EPOCH);
    }

    @Test
    void theReadModelReadsHowMuchMoneyMoved() {
        OverviewListener.MoneyMoved captured = sample("payment-service", "PaymentCaptured",
                OverviewListener.MoneyMoved.class);
        assertThat(captured.orderId()).isEqualTo(ORDER);
        assertThat(captured.amount()).isPositive();

        OverviewListener.MoneyGivenBack refunded = sample("payment-service", "PaymentRefunded",
                OverviewListener.MoneyGivenBack.class);
        assertThat(refunded.orderId()).isEqualTo(ORDER);
        assertThat(refunded.amount()).isPositive();
        assertThat(refunded.refundedInAll()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PaymentReserved", "PaymentDeclined", "PaymentVoided"})
    void theReadModelReadsWhichOrderIsPaid(String type) {
        assertThat(sample("payment-service", type, OverviewListener.OfOrder.class).orderId()).isEqualTo(ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ShipmentCreated", "ShipmentDispatched", "ShipmentDelivered", "ShipmentCancelled"})
    void theReadModelReadsWhichOrderIsSent(String type) {
        assertThat(sample("inventory-service", type, OverviewListener.OfOrder.class).orderId()).isEqualTo(ORDER);
    }

    private static <T> T sample(String service, Class<T> event) {
        return sample(service, event.getSimpleName(), event);
    }

    private static <T> T sample(String service, String type, Class<T> event) {
        byte[] payload = EventContract.of(service, type, 1).sample().getBytes(StandardCharsets.UTF_8);
        return new IncomingMessage(UUID.randomUUID(), "topic", "key", type, Instant.EPOCH, payload).data(event);
    }
}
