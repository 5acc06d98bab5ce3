package dev.souk.bench;

import dev.souk.engines.EngineSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What four messages in a row cost by themselves: each hop polls, writes a row for each message and commits, sends them on and
 * waits until Kafka has them. The message is begun as an order is: a row, committed, and then sent.
 */
final class RawHops implements AutoCloseable {

    static final int HOPS = 4;

    private static final int PARTITIONS = 6;
    private static final String DATABASE = "users";
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EngineSettings engines;
    private final Connection connection;
    private final KafkaProducer<String, String> producer;
    private final List<Hop> hops = new ArrayList<>();
    private final BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();

    /** The hops wait for messages when it returns. */
    RawHops(EngineSettings engines) throws SQLException {
        this.engines = engines;
        this.connection = Books.connect(engines, DATABASE);
        try (Statement tables = connection.createStatement()) {
            tables.execute("create table raw_hop (hop int not null, id text not null, primary key (hop, id))");
        }
        createTopics();
        this.producer = producer();
        for (int hop = 1; hop <= HOPS; hop++) {
            hops.add(new Hop(hop));
        }
        hops.forEach(hop -> Thread.ofPlatform().daemon().name("raw-hop").start(hop));
        latencies(1, 1);
    }

    /** With as many partitions as those of the services. */
    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            admin.createTopics(IntStream.rangeClosed(1, HOPS)
                    .mapToObj(hop -> new NewTopic(topic(hop), PARTITIONS, (short) 1)).toList()).all().get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** From the commit of each message's first row until the last hop has it in hand, so many of them and so many a second. */
    Latencies latencies(int messages, double perSecond) throws SQLException {
        List<Double> micros = new ArrayList<>();
        long began = System.nanoTime();
        try (PreparedStatement row = row()) {
            for (int number = 0; number < messages; number++) {
                awaitTurn(began + (long) (number / perSecond * NANOS));
                String id = UUID.randomUUID().toString();
                write(row, 0, id);
                producer.send(new ProducerRecord<>(topic(1), id, Long.toString(System.nanoTime())));
            }
            producer.flush();
            while (micros.size() < messages) {
                Long nanos = arrived.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
                if (nanos == null) {
                    throw new IllegalStateException("a message got lost between the raw hops");
                }
                micros.add(nanos / 1e3);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return new Latencies(micros.stream().sorted().toList(), new TreeMap<>(),
                (System.nanoTime() - began) / 1e9);
    }

    private static void awaitTurn(long at) {
        for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private PreparedStatement row() throws SQLException {
        return connection.prepareStatement("insert into raw_hop values (?, ?)");
    }

    private static void write(PreparedStatement row, int hop, String id) throws SQLException {
        row.setInt(1, hop);
        row.setString(2, id);
        row.executeUpdate();
    }

    private static String topic(int hop) {
        return "raw.hop-" + hop;
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", brokers(), "acks", "all"), new StringSerializer(),
                new StringSerializer());
    }

    private String brokers() {
        return "127.0.0.1:" + engines.ports().kafka();
    }

    /** One consumer, which is also the producer of the next hop. */
    private final class Hop implements Runnable, AutoCloseable {

        private final int number;
        private final Connection database;
        private final KafkaConsumer<String, String> consumer;
        private final KafkaProducer<String, String> next;

        Hop(int number) throws SQLException {
            this.number = number;
            this.database = Books.connect(engines, DATABASE);
            database.setAutoCommit(false);
            this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers(), "group.id", topic(number),
                    "auto.offset.reset", "earliest", "enable.auto.commit", "false"), new StringDeserializer(),
                    new StringDeserializer());
            this.next = producer();
        }

        @Override
        public void run() {
            try (consumer;
                    next;
                    database;
                    PreparedStatement row = database.prepareStatement(
                            "insert into raw_hop values (?, ?)")) {
                consumer.subscribe(List.of(topic(number)));
                while (!Thread.currentThread().isInterrupted()) {
                    take(consumer.poll(LONGEST_POLL), row);
                }
            } catch (WakeupException _) {
                // this is the end
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private void take(ConsumerRecords<String, String> records, PreparedStatement row) throws SQLException {
            if (records.isEmpty()) {
                return;
            }
            if (number == HOPS) {
                records.forEach(record -> arrived.add(System.nanoTime() - Long.parseLong(record.value())));
            }
            for (ConsumerRecord<String, String> record : records) {
                write(row, number, record.key());
            }
            database.commit();
            if (number < HOPS) {
                records.forEach(record -> next.send(new ProducerRecord<>(topic(number + 1), record.key(),
                        record.value())));
                next.flush();
            }
            consumer.commitAsync();
        }

        @Override
        public void close() {
            consumer.wakeup();
        }
    }

    @Override
    public void close() throws SQLException {
        hops.forEach(Hop::close);
        try (producer; connection) {
            arrived.clear();
        }
    }
}
