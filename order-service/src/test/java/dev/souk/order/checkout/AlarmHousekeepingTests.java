package dev.souk.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.order.RunningOrderService;

@RunningOrderService
class AlarmHousekeepingTests {

    private final AlarmHousekeeping housekeeping;
    private final JdbcClient jdbc;

    @Autowired
    AlarmHousekeepingTests(AlarmHousekeeping housekeeping, JdbcClient jdbc) {
        this.housekeeping = housekeeping;
        this.jdbc = jdbc;
    }

    @Test
    void alarmsAreDeletedLongAfterTheyWereAcknowledgedAndNeverBefore() {
        UUID old = alarmAcknowledgedDaysAgo(91);
        UUID recent = alarmAcknowledgedDaysAgo(89);
        UUID open = alarmAcknowledgedDaysAgo(null);

        housekeeping.deleteOld();

        assertThat(jdbc.sql("select order_id from order_alarm where order_id in (:orders)")
                .param("orders", List.of(old, recent, open)).query(UUID.class).list())
                .containsExactlyInAnyOrder(recent, open);
    }

    private UUID alarmAcknowledgedDaysAgo(@Nullable Integer days) {
        UUID order = UUID.randomUUID();
        jdbc.sql("""
                insert into order_alarm (order_id, what, raised_at, acknowledged_at, acknowledged_by)
                values (:order, 'something', now() - interval '1 year', now() - make_interval(days => :days),
                        case when :days::int is null then null else :order end)""")
                .param("order", order).param("days", days, Types.INTEGER).update();
        return order;
    }
}
