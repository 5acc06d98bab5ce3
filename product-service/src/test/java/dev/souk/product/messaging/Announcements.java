package dev.souk.product.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestComponent;

/** Messages of other services. */
@TestComponent
public class Announcements {

    private final String kafka;
    private final String topicPrefix;

    Announcements(@Value("${spring.kafka.bootstrap-servers}") String kafka,
            @Value("${souk.messaging.topic-prefix}") String topicPrefix) {
        this.kafka = kafka;
        this.topicPrefix = topicPrefix;
    }

    void send(String service, String topic, String type, String key, String data) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka),
                new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> message = new ProducerRecord<>(topicPrefix + topic, key, data);
            Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", type, "ce_source", service, "ce_time",
                    "2026-01-01T00:00:00Z", "ce_specversion", "1.0", "ce_dataschema", service + "/" + type + ".v1")
                    .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message);
        }
    }
}
