package dev.souk.order.checkout;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Counts what becomes of orders, and what is owed for them. */
@Service
public class OrderAudit {

    private static final int SHOWN = 50;

    private final JdbcClient jdbc;
    private final OrderProperties properties;

    OrderAudit(JdbcClient jdbc, OrderProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * @param accepted all orders
     * @param terminal those that wait neither for another service nor for the shopper's money
     * @param underWay those that wait for another service, and not too long yet
     * @param stuck those that wait for another service for too long; the 50 oldest
     * @param owed what orders that were confirmed and not cancelled cost, in minor units by currency
     */
    public record Finding(long accepted, long terminal, long underWay, List<UUID> stuck, Map<String, Long> owed) {}

    /** At one instant. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Finding look() {
        return jdbc.sql("""
                select count(*) as accepted,
                       count(*) filter (where not awaits_others and status <> 'AWAITING_PAYMENT') as terminal,
                       count(*) filter (where awaits_others and moved_at >= now() - make_interval(secs => :stuckAfter))
                           as under_way
                from orders""")
                .param("stuckAfter", properties.stuckAfter().toMillis() / 1000.0)
                .query((row, _) -> new Finding(row.getLong("accepted"), row.getLong("terminal"),
                        row.getLong("under_way"), stuck(), owed()))
                .single();
    }

    private List<UUID> stuck() {
        return jdbc.sql("""
                select id from orders where awaits_others and moved_at < now() - make_interval(secs => :stuckAfter)
                order by moved_at limit :limit""")
                .param("stuckAfter", properties.stuckAfter().toMillis() / 1000.0).param("limit", SHOWN)
                .query(UUID.class).list();
    }

    private Map<String, Long> owed() {
        Map<String, Long> owed = new TreeMap<>();
        jdbc.sql("""
                select currency, sum(total) as sum from orders
                where status not in ('PENDING', 'AWAITING_PAYMENT', 'CANCELLED') group by currency""")
                .query(row -> {
                    owed.put(row.getString("currency"), row.getLong("sum"));
                });
        return owed;
    }
}
