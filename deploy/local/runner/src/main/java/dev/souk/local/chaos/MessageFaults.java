package dev.souk.local.chaos;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Pauses;
import dev.souk.local.Service;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Says again, late, in disorder or unintelligibly what the services have said. The methods return how many messages were sent,
 * and throw {@link Away} when Kafka or the database is hurt itself.
 */
final class MessageFaults {

    private static final String PREFIX = "souk.";
    private static final int COPIES = 60;
    private static final int OLD_ONES = 25;
    private static final int PATIENCE_MS = 15_000;

    /**
     * Of a fact of any other type a second announcement cannot be: only order-service announces again, its last fact. These
     * are harmless whenever they come (docs/order-flow.md).
     */
    private static final String SAFE_TO_REPEAT = "'OrderCreated', 'OrderCancelled', 'StockReserved', 'StockRejected',"
            + " 'PaymentReserved', 'PaymentDeclined', 'PaymentCaptured', 'PaymentVoided'";

    private final Function<Service, DatabaseAddress> databases;
    private final String kafka;
    private final Map<String, String> madeUp = new ConcurrentHashMap<>();

    /** @param kafka where Kafka is reached */
    MessageFaults(Function<Service, DatabaseAddress> databases, String kafka) {
        this.databases = databases;
        this.kafka = kafka;
    }

    /** Kafka or a database cannot be spoken to just now. */
    static final class Away extends RuntimeException {

        Away(String who, @Nullable Throwable cause) {
            super(who + (cause == null ? "" : ": " + cause.getMessage()), cause);
        }
    }

    /** Sends the last messages of a topic once more as they are. */
    int duplicate(String topic) {
        List<ConsumerRecord<String, byte[]>> messages = last(topic);
        send(messages.stream().map(MessageFaults::copy).toList());
        return messages.size();
    }

    /**
     * Holds back what a service announces, as a relay does that stands still, so that what it brings about is heard before it;
     * and sends the last messages of its topics again, shuffled.
     */
    int reorder(Service sender, Duration lasts, int dice) {
        holdOutbox(sender, lasts);
        List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
        topicsOf(sender).forEach(topic -> messages.addAll(last(topic)));
        Collections.shuffle(messages, new Random(dice));
        send(messages.stream().map(MessageFaults::copy).toList());
        return messages.size();
    }

    private static List<String> topicsOf(Service sender) {
        return switch (sender) {
            case ORDER -> List.of("orders");
            case INVENTORY -> List.of("reservations", "shipments", "stock");
            case PAYMENT -> List.of("payments");
            default -> List.of();
        };
    }

    /** Takes the lock of the relay ({@code OutboxTable.lockForRelay} in common-messaging). */
    private void holdOutbox(Service sender, Duration lasts) {
        inTransaction(sender, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = " + PATIENCE_MS);
                statement.execute(
                        "select pg_advisory_xact_lock(hashtextextended('outbox of ' || current_schema(), 0))");
            }
            Pauses.of(lasts);
            return 0;
        });
    }

    /** Through the outbox, with an id of its own: no consumer can know that it has heard it before. */
    int repeatOldFacts(Service sender, int dice) {
        return inTransaction(sender, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into outbox (message_id, topic, key, type, data_schema, traceparent, payload, created_at)
                    select uuidv7(), topic, key, type, data_schema, traceparent, payload, now() - interval '1 hour'
                      from (select * from outbox where sent_at is not null and type in (%s)
                             order by hashint8extended(id, ?) limit ?) as facts
                     order by hashint8extended(id, ?)""".formatted(SAFE_TO_REPEAT))) {
                insert.setLong(1, dice);
                insert.setInt(2, OLD_ONES);
                insert.setLong(3, dice + 1L);
                return insert.executeUpdate();
            }
        });
    }

    /** No JSON, JSON of another shape, an envelope without an id, nothing at all; each among the real ones. */
    int poison(String topic, int dice) {
        List<ConsumerRecord<String, byte[]>> real = last(topic);
        if (real.isEmpty()) {
            return 0;
        }
        ConsumerRecord<String, byte[]> model = real.get(dice % real.size());
        String name = model.topic();
        List<ProducerRecord<String, byte[]>> poisoned = List.of(
                message(name, model.key(), bytes("{\"orderId\": "), renamed(model)),
                message(name, model.key(), bytes("[1, 2, 3]"), renamed(model)),
                message(name, model.key(), model.value(), new RecordHeaders()),
                message(name, model.key(), null, renamed(model)),
                message(name, null, bytes("?"), new RecordHeaders()));
        send(poisoned);
        return poisoned.size();
    }

    private static ProducerRecord<String, byte[]> message(String topic, @Nullable String key, byte @Nullable [] value,
            Headers headers) {
        return new ProducerRecord<>(topic, null, key, value, headers);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The poisoned messages: their topics by their ids. A consumer that has no use for their type notes them in its inbox
     * without a look at them: nobody has announced them, and nothing came of it.
     */
    Map<String, String> madeUp() {
        return Map.copyOf(madeUp);
    }

    private static ProducerRecord<String, byte[]> copy(ConsumerRecord<String, byte[]> message) {
        return message(message.topic(), message.key(), message.value(), message.headers());
    }

    /** With another id, or it would be dropped as heard before. */
    private Headers renamed(ConsumerRecord<String, byte[]> message) {
        String id = UUID.randomUUID().toString();
        madeUp.put(id, message.topic().substring(PREFIX.length()));
        Headers changed = new RecordHeaders();
        for (Header header : message.headers()) {
            changed.add(header.key(), header.key().equals("ce_id") ? bytes(id) : header.value());
        }
        return changed;
    }

    private void send(List<ProducerRecord<String, byte[]>> messages) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "max.block.ms", PATIENCE_MS,
                "request.timeout.ms", PATIENCE_MS, "delivery.timeout.ms", PATIENCE_MS, "linger.ms", 0);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (var sending : messages.stream().map(producer::send).toList()) {
                sending.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ApiException away
                    ? new Away("Kafka did not take them", away)
                    : new IllegalStateException("Kafka did not take them", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<ConsumerRecord<String, byte[]>> last(String topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka, "default.api.timeout.ms", PATIENCE_MS,
                "request.timeout.ms", PATIENCE_MS, "allow.auto.create.topics", false);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(PREFIX + topic).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalStateException("Kafka has no topic " + PREFIX + topic);
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - COPIES / partitions.size())));
            List<ConsumerRecord<String, byte[]>> messages = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
                if (System.nanoTime() > deadline) {
                    throw new Away("Kafka did not give its last messages", null);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(messages::add);
            }
            return messages.stream().filter(MessageFaults::isReal).toList();
        } catch (ApiException e) {
            throw new Away("Kafka did not give its last messages", e);
        }
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private static boolean isReal(ConsumerRecord<String, byte[]> message) {
        return message.key() != null && message.value() != null
                && Stream.of("ce_id", "ce_type").allMatch(name -> message.headers().lastHeader(name) != null);
    }

    /** Something to do with a connection. */
    private interface Work {

        int on(Connection connection) throws SQLException;
    }

    private int inTransaction(Service service, Work work) {
        DatabaseAddress address = databases.apply(service);
        try (Connection connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            connection.setAutoCommit(false);
            int result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            String what = "the database of " + service.id() + " did not take it";
            throw isAway(e) ? new Away(what, e) : new IllegalStateException(what, e);
        }
    }

    /**
     * Whether it says nothing about the statement: no connection (class 08 of PostgreSQL's error codes), the server stops or
     * starts (57P), it has no room for more (53), or somebody who stands still has the lock (55P03).
     */
    static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && Stream.of("08", "57P", "53", "55P03").anyMatch(state::startsWith);
    }
}
