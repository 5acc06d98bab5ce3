package dev.souk.payment.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;

@Repository
class LedgerRepository {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    LedgerRepository(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    void insert(Collection<Movement> movements, Instant now) {
        var time = Timestamp.from(now);
        var rows = movements.stream().filter(movement -> movement.amount().amount() != 0)
                .flatMap(movement -> movement.entries().stream().map(entry -> new Object[]{movement.id(),
                        entry.account().name(), movement.orderId(), movement.paymentId(), movement.kind().name(),
                        entry.amount().amount(), entry.amount().currency().getCurrencyCode(), time,
                        movement.reference(), movement.paymentId()}))
                .toList();
        template.batchUpdate(
                """
                        INSERT INTO ledger_entry
                            (movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at, reference, provider)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT provider FROM payment WHERE id = ?))""",
                rows);
    }

    List<AccountBalance> balances() {
        return jdbc.sql("""
                SELECT a.code, a.name, e.currency, sum(e.amount) AS balance
                FROM ledger_account a JOIN ledger_entry e ON e.account = a.code
                GROUP BY a.code, a.name, e.currency ORDER BY a.code, e.currency""")
                .query((row, _) -> new AccountBalance(row.getString("code"), row.getString("name"),
                        Money.of(row.getLong("balance"), row.getString("currency"))))
                .list();
    }

    List<LedgerEntry> entriesBefore(long id, int limit) {
        return jdbc.sql("""
                SELECT id, movement_id, account, order_id, payment_id, kind, amount, currency, recorded_at, reference
                FROM ledger_entry WHERE id < :id ORDER BY id DESC LIMIT :limit""")
                .param("id", id).param("limit", limit)
                .query((row, _) -> new LedgerEntry(row.getLong("id"), row.getObject("movement_id", UUID.class),
                        row.getString("account"), row.getObject("order_id", UUID.class),
                        row.getObject("payment_id", UUID.class), Movement.Kind.valueOf(row.getString("kind")),
                        Money.of(row.getLong("amount"), row.getString("currency")),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(), row.getString("reference")))
                .list();
    }
}
