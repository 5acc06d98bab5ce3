package dev.souk.inventory.fulfilment;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * A safety net far behind the saga: counts goods that are held long after their order should have ended. It only reports;
 * order-service alone ends orders.
 */
@Component
class OverdueHolds implements MeterBinder {

    private static final Duration GRACE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    OverdueHolds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("souk.inventory.holds.overdue", this, OverdueHolds::count)
                .description("Orders whose goods are still held an hour after they expired").register(registry);
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM reservation WHERE state = 'HELD' AND expires_at < :limit")
                .param("limit", Timestamp.from(clock.instant().minus(GRACE))).query(Long.class).single();
    }
}
