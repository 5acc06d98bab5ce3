package dev.souk.payment.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.StatementLine;

@Repository
class ReconciliationRepository {

    private static final String DIFFERENCE = """
            id, day, kind, reference, order_id, our_amount, our_currency, their_amount, their_currency, found_at, resolved_at,
            resolved_by, note""";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ReconciliationRepository(JdbcTemplate template, JdbcClient jdbc) {
        this.template = template;
        this.jdbc = jdbc;
    }

    /** The day after the last one that was compared, or that of the first movement. */
    Optional<LocalDate> firstDue(String provider) {
        return jdbc.sql("""
                SELECT coalesce(
                    (SELECT max(day) + 1 FROM reconciliation WHERE provider = :provider),
                    (SELECT (min(recorded_at) AT TIME ZONE 'UTC')::date FROM ledger_entry
                     WHERE account = 'PROVIDER' AND reference IS NOT NULL AND provider = :provider))""")
                .param("provider", provider).query(LocalDate.class).optional();
    }

    /** A line that is known already is replaced: the provider has the last word on what it says. */
    void keep(String provider, List<StatementLine> lines) {
        template.batchUpdate("""
                INSERT INTO statement_line (provider, reference, amount, currency, moved_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (provider, reference) DO UPDATE
                SET amount = excluded.amount, currency = excluded.currency, moved_at = excluded.moved_at""",
                lines.stream().map(line -> new Object[]{provider, line.reference(), line.moved().amount(),
                        line.moved().currency().getCurrencyCode(), Timestamp.from(line.movedAt())}).toList());
    }

    /** Of what differed once, that which no longer does. */
    void resolve(String provider, Instant now) {
        jdbc.sql(
                """
                        UPDATE reconciliation_difference AS d SET resolved_at = :now
                        FROM statement_line AS theirs JOIN ledger_entry AS ours
                            ON ours.reference = theirs.reference AND ours.provider = theirs.provider AND ours.account = 'PROVIDER'
                        WHERE d.resolved_at IS NULL AND d.provider = :provider
                          AND theirs.provider = d.provider AND theirs.reference = d.reference
                          AND theirs.amount = ours.amount AND theirs.currency = ours.currency""")
                .param("now", Timestamp.from(now)).param("provider", provider).update();
    }

    /** @return those that were not known before */
    List<Difference> findDifferences(String provider, LocalDate day, Instant now) {
        return jdbc
                .sql("""
                        INSERT INTO reconciliation_difference
                            (provider, day, kind, reference, order_id, our_amount, our_currency, their_amount, their_currency, found_at)
                        SELECT :provider, :day, kind, reference, order_id, our_amount, our_currency, their_amount, their_currency, :now
                        FROM (
                            SELECT CASE WHEN ours.reference IS NULL THEN 'MISSING_HERE'
                                        WHEN ours.currency <> theirs.currency THEN 'CURRENCY'
                                        WHEN ours.amount <> theirs.amount THEN 'AMOUNT' END AS kind,
                                   theirs.reference, ours.order_id, ours.amount AS our_amount, ours.currency AS our_currency,
                                   theirs.amount AS their_amount, theirs.currency AS their_currency
                            FROM statement_line AS theirs LEFT JOIN ledger_entry AS ours
                                ON ours.reference = theirs.reference AND ours.provider = theirs.provider AND ours.account = 'PROVIDER'
                            WHERE theirs.provider = :provider AND theirs.moved_at >= :from AND theirs.moved_at < :to
                            UNION ALL
                            SELECT 'MISSING_AT_PROVIDER', ours.reference, ours.order_id, ours.amount, ours.currency, NULL, NULL
                            FROM ledger_entry AS ours
                            WHERE ours.account = 'PROVIDER' AND ours.recorded_at >= :from AND ours.recorded_at < :to
                              AND ours.reference IS NOT NULL AND ours.provider = :provider
                              AND NOT EXISTS (SELECT 1 FROM statement_line AS theirs
                                              WHERE theirs.provider = :provider AND theirs.reference = ours.reference)
                        ) AS differing
                        WHERE kind IS NOT NULL
                        ON CONFLICT (provider, reference, kind) DO NOTHING
                        RETURNING\s"""
                        + DIFFERENCE)
                .param("provider", provider).param("day", day).param("now", Timestamp.from(now))
                .param("from", begin(day)).param("to", begin(day.plusDays(1)))
                .query((row, _) -> difference(row)).list();
    }

    void record(String provider, LocalDate day, Instant now) {
        jdbc.sql("""
                INSERT INTO reconciliation (provider, day, lines, movements, differences, reconciled_at)
                SELECT :provider, :day,
                    (SELECT count(*) FROM statement_line
                     WHERE provider = :provider AND moved_at >= :from AND moved_at < :to),
                    (SELECT count(*) FROM ledger_entry
                     WHERE account = 'PROVIDER' AND recorded_at >= :from AND recorded_at < :to
                       AND reference IS NOT NULL AND provider = :provider),
                    (SELECT count(*) FROM reconciliation_difference WHERE provider = :provider AND day = :day), :now
                ON CONFLICT (provider, day) DO UPDATE
                SET lines = excluded.lines, movements = excluded.movements, differences = excluded.differences,
                    reconciled_at = excluded.reconciled_at""")
                .param("provider", provider).param("day", day).param("now", Timestamp.from(now))
                .param("from", begin(day)).param("to", begin(day.plusDays(1))).update();
    }

    private static Timestamp begin(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    int countOpen(String provider) {
        return jdbc.sql(
                "SELECT count(*) FROM reconciliation_difference WHERE resolved_at IS NULL AND provider = :provider")
                .param("provider", provider).query(Integer.class).single();
    }

    List<ReconciledDay> daysBefore(String provider, LocalDate day, int limit) {
        return jdbc.sql("""
                SELECT provider, day, lines, movements, differences, reconciled_at FROM reconciliation
                WHERE provider = :provider AND day < :day ORDER BY day DESC LIMIT :limit""")
                .param("provider", provider).param("day", day).param("limit", limit)
                .query((row, _) -> new ReconciledDay(row.getString("provider"), row.getObject("day", LocalDate.class),
                        row.getInt("lines"), row.getInt("movements"), row.getInt("differences"),
                        row.getTimestamp("reconciled_at").toInstant()))
                .list();
    }

    List<Difference> differencesBefore(String provider, long id, boolean openOnly, int limit) {
        return jdbc.sql("SELECT " + DIFFERENCE
                + """
                         FROM reconciliation_difference
                        WHERE provider = :provider AND id < :id AND (NOT :openOnly OR resolved_at IS NULL) ORDER BY id DESC LIMIT :limit""")
                .param("provider", provider).param("id", id).param("openOnly", openOnly).param("limit", limit)
                .query((row, _) -> difference(row)).list();
    }

    /** @return empty when there is none */
    Optional<Difference> resolve(String provider, long id, UUID operator, String note) {
        return jdbc.sql("""
                UPDATE reconciliation_difference
                SET resolved_by = CASE WHEN resolved_at IS NULL THEN :operator ELSE resolved_by END,
                    note = CASE WHEN resolved_at IS NULL THEN :note ELSE note END,
                    resolved_at = coalesce(resolved_at, now())
                WHERE provider = :provider AND id = :id
                RETURNING\s""" + DIFFERENCE)
                .param("provider", provider).param("id", id).param("operator", operator).param("note", note)
                .query((row, _) -> difference(row)).optional();
    }

    private static Difference difference(ResultSet row) throws SQLException {
        var resolvedAt = row.getTimestamp("resolved_at");
        return new Difference(row.getLong("id"), row.getObject("day", LocalDate.class),
                Difference.Kind.valueOf(row.getString("kind")), row.getString("reference"),
                row.getObject("order_id", UUID.class), money(row, "our"), money(row, "their"),
                row.getTimestamp("found_at").toInstant(), resolvedAt == null ? null : resolvedAt.toInstant(),
                row.getObject("resolved_by", UUID.class), row.getString("note"));
    }

    private static @Nullable Money money(ResultSet row, String whose) throws SQLException {
        var currency = row.getString(whose + "_currency");
        return currency == null ? null : Money.of(row.getLong(whose + "_amount"), currency);
    }
}
