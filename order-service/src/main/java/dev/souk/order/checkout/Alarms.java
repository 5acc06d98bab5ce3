package dev.souk.order.checkout;

import java.sql.Timestamp;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What cannot be and yet is: a metric to wake someone, a log line to read, and a row that outlives both. */
@Component
class Alarms {

    private static final Logger log = LoggerFactory.getLogger(Alarms.class);

    private final JdbcClient jdbc;
    private final MeterRegistry metrics;

    Alarms(JdbcClient jdbc, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.metrics = metrics;
    }

    /** Commits with the current transaction: the same message again raises no second alarm. */
    void raise(OrderId order, String what, Instant now) {
        log.error("Order {}: {}. Something is broken; see GET /api/v1/ops/orders/stuck", order, what);
        Counter.builder("souk.orders.alarms").description("messages that no order can explain").register(metrics)
                .increment();
        jdbc.sql("insert into order_alarm (order_id, what, raised_at) values (:order, :what, :now)")
                .param("order", order.value()).param("what", what).param("now", Timestamp.from(now)).update();
    }
}
