package dev.souk.common.messaging;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The days of the inbox: a partition for each, by the time in the message ids, made some days ahead and dropped as a whole.
 * Several instances may do so at the same time. What finds no partition of its day is in the partitions of the rest.
 */
final class InboxPartitions {

    private static final Logger log = LoggerFactory.getLogger(InboxPartitions.class);

    private static final int DAYS_AHEAD = 7;

    /** Waiting for the table keeps everybody out who comes later, so it is better to come again. */
    private static final String PATIENCE = "SET LOCAL lock_timeout = '1s'";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'inbox_'yyyyMMdd");

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    InboxPartitions(JdbcTemplate jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** From tomorrow on: today's was made yesterday, or its messages are in the rest already. */
    void prepare() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        today.plusDays(1).datesUntil(today.plusDays(DAYS_AHEAD + 1)).filter(day -> !exists(day)).forEach(this::make);
    }

    /** Drops the days before that time of which nothing came later. */
    void dropBefore(Instant time) {
        for (String name : jdbc.queryForList("""
                SELECT inhrelid::regclass::text FROM pg_inherits
                 WHERE inhparent = 'inbox'::regclass AND inhrelid::regclass::text ~ '^inbox_[0-9]{8}$'""",
                String.class)) {
            LocalDate day = LocalDate.parse(name, NAME);
            if (!startOf(day.plusDays(1)).isAfter(time) && !hasLateOnes(name, time)) {
                attempt("dropped", day, () -> jdbc.execute("DROP TABLE IF EXISTS " + name));
            }
        }
    }

    private boolean exists(LocalDate day) {
        return !jdbc.queryForList("SELECT 1 WHERE to_regclass(?) IS NOT NULL", day.format(NAME)).isEmpty();
    }

    /** Attaching a table, unlike making a partition, lets others read and write the inbox meanwhile. */
    private void make(LocalDate day) {
        String name = day.format(NAME);
        attempt("made", day, () -> {
            if (!exists(day)) {
                jdbc.execute("CREATE TABLE " + name + " (LIKE inbox INCLUDING ALL)");
                jdbc.execute("ALTER TABLE inbox ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')".formatted(name,
                        lowestId(startOf(day)), lowestId(startOf(day.plusDays(1)))));
            }
        });
    }

    private void attempt(String what, LocalDate day, Runnable change) {
        try {
            transactions.executeWithoutResult(status -> {
                jdbc.execute(PATIENCE);
                jdbc.queryForList("SELECT pg_advisory_xact_lock(hashtextextended('inbox of ' || current_schema(), 0))");
                change.run();
            });
        } catch (DataAccessException e) {
            log.warn("The inbox of {} cannot be {} now and is tried again: {}", day, what, e.getMessage());
        }
    }

    private boolean hasLateOnes(String name, Instant time) {
        List<Integer> late = jdbc.queryForList("SELECT 1 FROM " + name + " WHERE received_at >= ? LIMIT 1",
                Integer.class, Timestamp.from(time));
        return !late.isEmpty();
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Below every UUIDv7 of that time or later, and above all others. */
    static UUID lowestId(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
