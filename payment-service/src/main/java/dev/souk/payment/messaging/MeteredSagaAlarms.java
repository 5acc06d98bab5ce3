package dev.souk.payment.messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.souk.payment.intent.OrderId;
import dev.souk.payment.intent.PaymentState;
import dev.souk.payment.intent.SagaAlarms;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * An alarm is a metric and a log line: somebody has to look, but nothing stops. It is announced as well, and becomes a row in
 * order-service's list of what an operator has to see to.
 */
@Component
class MeteredSagaAlarms implements SagaAlarms {

    private static final Logger log = LoggerFactory.getLogger(MeteredSagaAlarms.class);

    private final MeterRegistry meters;

    MeteredSagaAlarms(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void raise(OrderId orderId, PaymentState state, String cause) {
        meters.counter("souk.saga.alarms", "state", state.name(), "message", cause).increment();
        log.warn(
                "Saga alarm: the payment of order {} is {} and met {}. Compare its provider calls and its order's history; GET /api/v1/ops/orders/stuck lists it.",
                orderId, state, cause);
    }
}
