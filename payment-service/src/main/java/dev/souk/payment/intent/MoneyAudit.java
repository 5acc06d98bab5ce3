package dev.souk.payment.intent;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Adds up the money. */
@Service
public class MoneyAudit {

    private static final int SHOWN = 50;

    private final JdbcClient jdbc;

    MoneyAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param orders how many have a payment
     * @param underWay how many payments are about to change what was taken
     * @param taken what was captured for orders that were not cancelled, in minor units by currency; refunds that such an
     *        order's shopper got are not taken off
     * @param violations where payments and ledger differ, a sentence for each; the first 50
     */
    public record Finding(long orders, long underWay, Map<String, Long> taken, List<String> violations) {}

    /** At one instant, so that work that goes on meanwhile breaks nothing. Reads every payment that there ever was. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Finding look() {
        return new Finding(
                jdbc.sql("SELECT count(*) FROM payment WHERE amount IS NOT NULL").query(Long.class).single(),
                underWay(), taken(), violations());
    }

    /** A payment that has not moved for a minute is not on its way any more. */
    private long underWay() {
        return jdbc.sql("""
                SELECT count(*) FROM payment
                WHERE state IN ('AUTHORISING', 'ABANDONING', 'AUTHORISED', 'CAPTURING', 'VOIDING')
                  AND updated_at > now() - interval '1 minute'""").query(Long.class).single();
    }

    private Map<String, Long> taken() {
        var taken = new TreeMap<String, Long>();
        jdbc.sql("SELECT currency, sum(captured) AS sum FROM payment WHERE state = 'CAPTURED' GROUP BY currency")
                .query(row -> {
                    taken.put(row.getString("currency"), row.getLong("sum"));
                });
        return taken;
    }

    private List<String> violations() {
        return jdbc
                .sql("""
                        SELECT format('order %s: %s captured - %s refunded, and %s in the ledger', p.order_id, p.captured, p.refunded,
                                      coalesce(l.amount, 0))
                        FROM payment p
                             LEFT JOIN (SELECT order_id, sum(amount) AS amount FROM ledger_entry WHERE account = 'PROVIDER'
                                        GROUP BY order_id) l ON l.order_id = p.order_id
                        WHERE p.captured - p.refunded <> coalesce(l.amount, 0)
                        UNION ALL
                        SELECT format('ledger: the entries in %s sum to %s', currency, sum(amount)) FROM ledger_entry
                        GROUP BY currency HAVING sum(amount) <> 0
                        LIMIT :limit""")
                .param("limit", SHOWN).query(String.class).list();
    }
}
