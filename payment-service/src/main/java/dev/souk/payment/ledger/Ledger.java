package dev.souk.payment.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.common.money.Money;

/**
 * The books. The database itself refuses a change of an entry, a movement that does not sum to zero, and the same movement
 * twice.
 */
@Repository
public class Ledger {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Clock clock;

    Ledger(JdbcTemplate template, JdbcClient jdbc, Clock clock) {
        this.template = template;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records movements in the transaction of the state change that they belong to. One of nothing leaves no entry. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Collection<Movement> movements) {
        var now = Timestamp.from(clock.instant());
        var rows = movements.stream().filter(movement -> !movement.amount().isZero())
                .flatMap(movement -> movement.entries().stream().map(entry -> new Object[]{movement.id(),
                        entry.account().name(), movement.orderId(), movement.paymentId(), movement.kind().name(),
                        entry.amount().amount(), entry.amount().currency().getCurrencyCode(), now}))
                .toList();
        template.batchUpdate(
                """
                        INSERT INTO ledger_entry (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                rows);
    }

    /** Every account in every currency that it was used in. */
    @Transactional(readOnly = true)
    public List<AccountBalance> balances() {
        return jdbc.sql("""
                SELECT a.code, a.name, e.currency, sum(e.amount) AS balance
                FROM ledger_account a JOIN ledger_entry e ON e.account = a.code
                GROUP BY a.code, a.name, e.currency ORDER BY a.code, e.currency""")
                .query((row, _) -> new AccountBalance(row.getString("code"), row.getString("name"),
                        Money.of(row.getLong("balance"), row.getString("currency"))))
                .list();
    }

    /** The newest entries first. */
    @Transactional(readOnly = true)
    public List<LedgerEntry> entriesBefore(long id, int limit) {
        return jdbc.sql("""
                SELECT id, movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at
                FROM ledger_entry WHERE id < :id ORDER BY id DESC LIMIT :limit""")
                .param("id", id).param("limit", limit)
                .query((row, _) -> new LedgerEntry(row.getLong("id"), row.getObject("movement_id", UUID.class),
                        row.getString("account"), row.getObject("order_id", UUID.class),
                        row.getObject("payment_id", UUID.class), Movement.Kind.valueOf(row.getString("kind")),
                        Money.of(row.getLong("amount"), row.getString("currency")),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
