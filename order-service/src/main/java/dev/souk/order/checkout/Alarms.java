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
    private final Counter raised;

    Alarms(JdbcClient jdbc, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.raised = Counter.builder("souk.orders.alarms").description("what a person has to look at")
                .register(metrics);
    }

    /** Commits with the current transaction: the same message again raises no second alarm. */
    void raise(OrderId order, String what, Instant now) {
        log.error("Order {}: {}. A person has to look; see GET /api/v1/ops/orders/stuck", order, what);
        raised.increment();
        jdbc.sql("insert into order_alarm (order_id, what, raised_at) values (:order, :what, :now)")
                .param("order", order.value()).param("what", what).param("now", Timestamp.from(now)).update();
    }

    /**
     * Takes an alarm off the list. The first person who does so stays the one who did.
     *
     * @throws AlarmNotFound when there is none with this id
     */
    void acknowledge(long id, UserId person, Instant now) {
        int found = jdbc
                .sql("""
                        update order_alarm
                        set acknowledged_at = coalesce(acknowledged_at, :now), acknowledged_by = coalesce(acknowledged_by, :person)
                        where id = :id""")
                .param("id", id).param("person", person.value()).param("now", Timestamp.from(now)).update();
        if (found == 0) {
            throw new AlarmNotFound(id);
        }
    }

    /** Deletes what was acknowledged before the given instant; what nobody has seen to stays. */
    int deleteAcknowledgedBefore(Instant instant) {
        return jdbc.sql("delete from order_alarm where acknowledged_at < :instant")
                .param("instant", Timestamp.from(instant)).update();
    }
}
