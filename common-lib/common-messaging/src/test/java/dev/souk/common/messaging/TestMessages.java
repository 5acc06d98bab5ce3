package dev.souk.common.messaging;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;

import com.github.f4b6a3.uuid.UuidCreator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes straight to Kafka what an outbox, or somebody careless, would write. */
final class TestMessages implements AutoCloseable {

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;

    TestMessages(Topics topics, Map<String, Object> config) {
        this.topics = topics;
        // whatever the service under test is content with: a message that got lost here would fail the test for the wrong reason
        this.producer = new KafkaProducer<>(ProducerGuarantees.over(config, "test-messages"), new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A JSON string as payload. */
    UUID send(String topic, String key, String type, String text) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        send(id, topic, key, type, text);
        return id;
    }

    void send(UUID id, String topic, String key, String type, String text) {
        sendRaw(id, topic, key, type, MessageJson.write(text));
    }

    void sendRaw(UUID id, String topic, String key, String type, String payload) {
        var message = new WaitingMessage(0, id, topic, key, type, "test/" + type + ".v1", null, payload,
                Clock.systemUTC().instant(), Map.of());
        topics.ensure(topic);
        Future<RecordMetadata> sent = producer
                .send(new ProducerRecord<>(topics.nameOf(topic), null, key, MessageJson.bytes(payload),
                        MessageHeaders.of(message, "tests")));
        producer.flush();
        sent.resultNow();
    }

    void sendWithoutHeaders(String topic, String key, String payload) {
        topics.ensure(topic);
        Future<RecordMetadata> sent = producer
                .send(new ProducerRecord<>(topics.nameOf(topic), key, MessageJson.bytes(payload)));
        producer.flush();
        sent.resultNow();
    }

    @Override
    public void close() {
        producer.close();
    }
}
