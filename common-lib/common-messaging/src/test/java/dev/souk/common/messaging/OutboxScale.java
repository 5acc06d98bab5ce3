package dev.souk.common.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.test.Engines;
import dev.souk.test.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether a backlog of a million rows slows inserts, the relay, or looking at the backlog. A measurement, not a test: its name
 * keeps it out of the build; run it alone with {@code mvn -pl common-lib/common-messaging test -Dtest=OutboxScale}.
 */
class OutboxScale {

    private static final int ROUNDS = 3;
    private static final int BATCH = 500;
    private static final int BATCHES = 40;
    private static final int MANY = 1_000_000;
    private static final int BACKUP = 400_000;
    private static final String PAYLOAD = "{\"orderId\": \"019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001\", \"text\": \"%s\"}"
            .formatted("x".repeat(200));

    private final PostgresServer.Database database = Engines.postgres().newDatabase("scale");
    private Duration later = Duration.ZERO;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void measure() {
        var dataSource = new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
        Flyway.configure().dataSource(dataSource).locations("classpath:db/common").load().migrate();
        var jdbc = new JdbcTemplate(dataSource);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        var table = new OutboxTable(jdbc, Clock.systemUTC());
        var topics = new Topics(Map.of("bootstrap.servers", Engines.kafka().bootstrapServers()),
                properties());
        var sender = new KafkaSender(Map.of("bootstrap.servers", Engines.kafka().bootstrapServers()), topics, "scale",
                Duration.ofSeconds(30));
        var relay = new OutboxRelay(table, sender, transactions, properties().outbox(), meters.counter("sent"),
                () -> Instant.EPOCH.plusNanos(System.nanoTime()).plus(later));
        try (sender) {
            warmUp(relay, jdbc, 10_000);
            for (int round = 0; round < ROUNDS; round++) {
                reset(jdbc);
                print("few", insert(table, transactions), drainFew(relay, jdbc), backlog(table));
            }
            for (int round = 0; round < ROUNDS; round++) {
                reset(jdbc);
                fill(jdbc, MANY);
                double insert = insert(table, transactions);
                double backlog = backlog(table);
                print("many", insert, drain(relay, BATCHES), backlog);
            }
            reset(jdbc);
            fill(jdbc, BACKUP);
            try (var reader = new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(),
                    true)) {
                // a long reading transaction, such as a backup: nothing that is deleted or marked can be cleared away
                var old = new JdbcTemplate(reader);
                old.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
                old.queryForList("SELECT 1 FROM outbox LIMIT 1");
                for (int part = 0; part < 4; part++) {
                    System.out.printf(Locale.ROOT, "SCALE behind a backup, part %d: drain %.0f/s%n", part,
                            drain(relay, 5 * BATCHES));
                }
                relay.drain(() -> true);
                System.out.printf(Locale.ROOT, "SCALE behind a backup, one message when all is drained: %.2f ms%n",
                        oneMessage(relay, table, transactions));
                for (int turn = 0; turn < 3; turn++) {
                    later = later.plus(LowWater.SETTLING);
                    oneMessage(relay, table, transactions);
                }
                System.out.printf(Locale.ROOT, "SCALE behind a backup, one message half a minute later: %.2f ms%n",
                        oneMessage(relay, table, transactions));
            }
            inbox(jdbc);
        } finally {
            dataSource.destroy();
        }
    }

    /** Milliseconds to relay it, the median of some. */
    private static double oneMessage(OutboxRelay relay, OutboxTable table, TransactionTemplate transactions) {
        return IntStream.range(0, 21).mapToDouble(_ -> {
            insert(table, transactions, 1);
            long start = System.nanoTime();
            relay.drain(() -> true);
            return (System.nanoTime() - start) / 1e6;
        }).sorted().skip(10).findFirst().orElseThrow();
    }

    private void inbox(JdbcTemplate jdbc) {
        var inbox = new Inbox(jdbc, Clock.systemUTC(), meters);
        for (int rows : new int[]{1_000, MANY}) {
            jdbc.execute("TRUNCATE inbox");
            jdbc.update(
                    """
                            INSERT INTO inbox SELECT 'scale', (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - n), 12, '0')
                                || '7000' || replace(gen_random_uuid()::text, '-', '')::varchar(16))::uuid, now()
                                FROM generate_series(1, ?) n""",
                    rows);
            jdbc.execute("VACUUM ANALYZE inbox");
            for (int round = 0; round < ROUNDS; round++) {
                List<IncomingMessage> messages = IntStream.range(0, 20_000).mapToObj(_ -> message()).toList();
                long start = System.nanoTime();
                for (int from = 0; from < messages.size(); from += 10) {
                    inbox.firstSeen("scale", messages.subList(from, from + 10));
                }
                System.out.printf(Locale.ROOT, "SCALE inbox with %d rows: %.1f us a message%n", rows,
                        (System.nanoTime() - start) / 1e3 / messages.size());
            }
        }
    }

    private static IncomingMessage message() {
        return new IncomingMessage(UuidCreator.getTimeOrderedEpoch(), "t", "k", "T", Clock.systemUTC().instant(),
                new byte[0]);
    }

    private static void print(String waiting, double insert, double drain, double backlog) {
        System.out.printf(Locale.ROOT, "SCALE %s waiting: insert %.1f us a row, drain %.0f/s, backlog in %.2f ms%n",
                waiting, insert, drain, backlog);
    }

    private static void reset(JdbcTemplate jdbc) {
        jdbc.execute("TRUNCATE outbox");
    }

    private static void fill(JdbcTemplate jdbc, int rows) {
        jdbc.update("""
                INSERT INTO outbox (message_id, topic, key, type, data_schema, payload, created_at)
                SELECT gen_random_uuid(), 'scale', 'key-' || n % 1000, 'T', 't/T.v1', ?, now()
                  FROM generate_series(1, ?) n""", PAYLOAD, rows);
    }

    /** Microseconds for each row, one row in a transaction. */
    private static double insert(OutboxTable table, TransactionTemplate transactions) {
        int rows = 10_000;
        long start = System.nanoTime();
        insert(table, transactions, rows);
        return (System.nanoTime() - start) / 1e3 / rows;
    }

    private static void insert(OutboxTable table, TransactionTemplate transactions, int rows) {
        for (int row = 0; row < rows; row++) {
            transactions.executeWithoutResult(status -> table.insert(List.of(new TracedMessage(
                    new OutgoingMessage("scale", "key-1", "T", "t/T.v1", Map.of("text", "x".repeat(200))), null))));
        }
    }

    private static double backlog(OutboxTable table) {
        long start = System.nanoTime();
        table.backlog();
        return (System.nanoTime() - start) / 1e6;
    }

    /** Messages a second while no more than a thousand ever wait. */
    private double drainFew(OutboxRelay relay, JdbcTemplate jdbc) {
        double before = meters.counter("sent").count();
        long spent = 0;
        relay.drain(() -> true); // what the inserts left
        before = meters.counter("sent").count();
        for (int part = 0; part < BATCH * BATCHES / 1_000; part++) {
            fill(jdbc, 1_000);
            long start = System.nanoTime();
            relay.drain(() -> true);
            spent += System.nanoTime() - start;
        }
        return (meters.counter("sent").count() - before) / (spent / 1e9);
    }

    private static void warmUp(OutboxRelay relay, JdbcTemplate jdbc, int rows) {
        fill(jdbc, rows);
        relay.drain(() -> true);
    }

    /** Messages a second from the front of whatever waits. */
    private double drain(OutboxRelay relay, int batches) {
        AtomicInteger left = new AtomicInteger(batches);
        double before = meters.counter("sent").count();
        long start = System.nanoTime();
        relay.drain(() -> left.decrementAndGet() > 0);
        return (meters.counter("sent").count() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private static MessagingProperties properties() {
        return new MessagingProperties("scale-" + UUID.randomUUID() + ".", "scale", 3,
                new MessagingProperties.OutboxSettings(BATCH, Duration.ofHours(1), Duration.ofSeconds(30),
                        Duration.ofSeconds(1), Duration.ofDays(1)),
                new MessagingProperties.ListenerSettings(1, 500, 4, Duration.ofMillis(100), Duration.ofSeconds(1),
                        Duration.ofDays(30)));
    }
}
