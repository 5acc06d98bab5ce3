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
    private static final UUID ANN = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();

    private final Shipment prepared = Shipment.prepare(new OrderId(UUID.randomUUID()), UUID.randomUUID(),
            Warehouse.MAIN,
            List.of(), NOW);

    @Test
    void isDispatchedThenDelivered() {
        var delivered = prepared.dispatch(new Shipment.Tracking("Post", "P1"), ANN, NOW).deliver(BEN,
                NOW.plusSeconds(60));

        assertThat(delivered.status()).isEqualTo(ShipmentStatus.DELIVERED);
        assertThat(delivered.tracking()).isEqualTo(new Shipment.Tracking("Post", "P1"));
        assertThat(delivered.dispatchedAt()).isEqualTo(NOW);
        assertThat(delivered.dispatchedBy()).isEqualTo(ANN);
        assertThat(delivered.deliveredAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(delivered.deliveredBy()).isEqualTo(BEN);
    }

    @Test
    void cannotBeDeliveredBeforeItIsDispatched() {
        assertThatExceptionOfType(IllegalShipmentTransition.class).isThrownBy(() -> prepared.deliver(BEN, NOW));
    }

    @Test
    void cannotBeCancelledOnceItHasLeft() {
        var dispatched = prepared.dispatch(Shipment.Tracking.NONE, ANN, NOW);

        assertThatExceptionOfType(IllegalShipmentTransition.class).isThrownBy(dispatched::cancel);
    }

    @Test
    void cannotLeaveOnceItIsCancelled() {
        var cancelled = prepared.cancel();

        assertThatExceptionOfType(IllegalShipmentTransition.class)
                .isThrownBy(() -> cancelled.dispatch(Shipment.Tracking.NONE, ANN, NOW));
    }
}
