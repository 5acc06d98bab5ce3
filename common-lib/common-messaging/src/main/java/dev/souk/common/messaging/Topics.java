package dev.souk.common.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Names of topics, and their creation by whoever needs one first: a subscription when it starts, the relay before its first
 * message. So neither producer nor consumer must start first, and a broker that creates topics by itself never gets the
 * chance to create one with the wrong number of partitions.
 */
final class Topics {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaAdmin admin;
    private final String prefix;
    private final int partitions;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Topics(Map<String, Object> clientConfig, MessagingProperties properties) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        int patienceMs = Math.toIntExact(PATIENCE.toMillis());
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMs);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, patienceMs);
        admin = new KafkaAdmin(config);
        admin.setOperationTimeout(Math.toIntExact(PATIENCE.toSeconds()));
        prefix = properties.topicPrefix();
        partitions = properties.partitions();
    }

    String nameOf(String topic) {
        return prefix + topic;
    }

    static String deadLettersOf(String topicName) {
        return topicName + ".DLT";
    }

    /**
     * Returns when the topic and its dead-letter topic exist.
     *
     * @throws RuntimeException when Kafka does not answer
     */
    void ensure(String topic) {
        if (!known.contains(topic)) {
            String name = nameOf(topic);
            admin.createOrModifyTopics(newTopic(name, partitions), newTopic(deadLettersOf(name), 1));
            known.add(topic);
        }
    }

    private static NewTopic newTopic(String name, int partitions) {
        return TopicBuilder.name(name).partitions(partitions).build();
    }
}
