package dev.souk.order.checkout;

import java.sql.Timestamp;
import java.time.Clock;
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
    private final Clock clock;

    OrderAudit(JdbcClient jdbc, OrderProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
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
        Timestamp stuckSince = Timestamp.from(clock.instant().minus(properties.stuckAfter()));
        return jdbc.sql("""
                select count(*) as accepted,
                       count(*) filter (where not awaits_others and status <> 'AWAITING_PAYMENT') as terminal,
                       count(*) filter (where awaits_others and changed_at >= :stuckSince) as under_way
                from orders""")
                .param("stuckSince", stuckSince)
                .query((row, _) -> new Finding(row.getLong("accepted"), row.getLong("terminal"),
                        row.getLong("under_way"), stuck(stuckSince), owed()))
                .single();
    }

    private List<UUID> stuck(Timestamp since) {
        return jdbc.sql("""
                select id from orders where awaits_others and changed_at < :since order by changed_at limit :limit""")
                .param("since", since).param("limit", SHOWN).query(UUID.class).list();
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
