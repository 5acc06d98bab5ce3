package dev.souk.inventory.messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.souk.inventory.fulfilment.OrderId;
import dev.souk.inventory.fulfilment.ReservationState;
import dev.souk.inventory.fulfilment.SagaAlarms;
import io.micrometer.core.instrument.MeterRegistry;

/** An alarm is a metric and a log line: it means a defect somewhere, never a crash here. */
@Component
class MeteredSagaAlarms implements SagaAlarms {

    private static final Logger log = LoggerFactory.getLogger(MeteredSagaAlarms.class);

    private final MeterRegistry meters;

    MeteredSagaAlarms(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void raise(OrderId orderId, ReservationState state, String message) {
        meters.counter("souk.saga.alarms", "state", state.name(), "message", message).increment();
        log.warn("Saga alarm: order {} is {} and was told {}. Compare its history in order-service.", orderId, state,
                message);
    }
}
