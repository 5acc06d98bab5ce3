package dev.souk.inventory.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.souk.inventory.stock.Warehouse;

class ShipmentTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Shipment prepared = Shipment.prepare(new OrderId(UUID.randomUUID()), UUID.randomUUID(),
            Warehouse.MAIN,
            List.of(), NOW);

    @Test
    void isDispatchedThenDelivered() {
        var delivered = prepared.dispatch(new Shipment.Tracking("Post", "P1"), NOW).deliver(NOW.plusSeconds(60));

        assertThat(delivered.status()).isEqualTo(ShipmentStatus.DELIVERED);
        assertThat(delivered.tracking()).isEqualTo(new Shipment.Tracking("Post", "P1"));
        assertThat(delivered.dispatchedAt()).isEqualTo(NOW);
        assertThat(delivered.deliveredAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void cannotBeDeliveredBeforeItIsDispatched() {
        assertThatExceptionOfType(IllegalShipmentTransition.class).isThrownBy(() -> prepared.deliver(NOW));
    }

    @Test
    void cannotBeCancelledOnceItHasLeft() {
        var dispatched = prepared.dispatch(Shipment.Tracking.NONE, NOW);

        assertThatExceptionOfType(IllegalShipmentTransition.class).isThrownBy(dispatched::cancel);
    }

    @Test
    void cannotLeaveOnceItIsCancelled() {
        var cancelled = prepared.cancel();

        assertThatExceptionOfType(IllegalShipmentTransition.class)
                .isThrownBy(() -> cancelled.dispatch(Shipment.Tracking.NONE, NOW));
    }
}
