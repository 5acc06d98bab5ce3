package dev.souk.common.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches of the outbox to Kafka. Used by one thread.
 *
 * <p>The producer itself never gives up on a message: it would go on with the later ones, and so break the order of a key.
 * Instead this class gives up on the whole producer, at once for everything that is not acknowledged. One
 * request at a time is on its way, so what was acknowledged by then is a beginning of each key's messages, and sending the
 * rest again keeps the order.
 */
final class KafkaSender implements AutoCloseable {

    private final Map<String, Object> config;
    private final Topics topics;
    private final String source;
    private final Duration timeout;

    private @Nullable Producer<String, byte[]> producer;

    /** @param applicationConfig addresses, security and tuning; what the guarantees need is set over it */
    KafkaSender(Map<String, Object> applicationConfig, Topics topics, String source, Duration timeout) {
        this.config = ProducerGuarantees.over(applicationConfig, source + "-outbox");
        this.topics = topics;
        this.source = source;
        this.timeout = timeout;
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    }

    /**
     * @param acknowledged ids of rows that are in Kafka; others may be there too, and are sent again all the same
     * @param failure why some are missing
     */
    record Outcome(List<Long> acknowledged, @Nullable Exception failure) {}

    /** Sends the messages in their order and waits until Kafka has them all, but no longer than the time-out. */
    Outcome send(List<WaitingMessage> messages) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<Long, Future<RecordMetadata>> handedOver = new LinkedHashMap<>();
        Exception failure = handOver(messages, handedOver, deadline);
        List<Long> acknowledged = new ArrayList<>(messages.size());
        for (Map.Entry<Long, Future<RecordMetadata>> message : handedOver.entrySet()) {
            Exception refusal = awaitUntil(deadline, message.getValue());
            if (refusal == null) {
                acknowledged.add(message.getKey());
            } else if (failure == null) {
                failure = refusal;
            }
        }
        if (failure != null) {
            close();
        }
        return new Outcome(acknowledged, failure);
    }

    private @Nullable Exception handOver(List<WaitingMessage> messages, Map<Long, Future<RecordMetadata>> handedOver,
            long deadline) {
        try {
            for (WaitingMessage message : messages) {
                if (System.nanoTime() - deadline > 0) {
                    return new TimeoutException("Kafka takes no more messages");
                }
                topics.ensure(message.topic());
                Future<RecordMetadata> future = producer().send(kafkaRecord(message));
                if (future.state() == Future.State.FAILED) {
                    return new KafkaException(future.exceptionNow());
                }
                handedOver.put(message.id(), future);
            }
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static @Nullable Exception awaitUntil(long deadline, Future<RecordMetadata> future) {
        try {
            future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return null;
        } catch (ExecutionException | TimeoutException e) {
            return e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    private ProducerRecord<String, byte[]> kafkaRecord(WaitingMessage message) {
        return new ProducerRecord<>(topics.nameOf(message.topic()), null, message.key(),
                MessageJson.bytes(message.payload()), MessageHeaders.of(message, source));
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** Drops what is not acknowledged. The next batch opens a new producer. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
