package dev.souk.common.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Names of topics, and their creation by whoever needs one first: a subscription when it starts, the relay before its first
 * message. So neither producer nor consumer must start first, and a broker that creates topics by itself never gets the
 * chance to create one with the wrong number of partitions. A topic that exists is left as it is.
 */
final class Topics {

    /** For one answer of Kafka; the relay holds its turn meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String DEAD_LETTERS = ".DLT";

    /**
     * What a letter may need: the largest message that Kafka takes from anybody (1 MiB with its headers, unless it is told
     * otherwise) and its cause. A letter that Kafka refused would hold up its partition for ever.
     */
    static final int LARGEST_LETTER_BYTES = 2 * 1024 * 1024;

    private final Map<String, Object> config;
    private final String prefix;
    private final int partitions;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param applicationConfig addresses and security */
    Topics(Map<String, Object> applicationConfig, MessagingProperties properties) {
        config = new HashMap<>(applicationConfig);
        int patienceMs = Math.toIntExact(PATIENCE.toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMs);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMs);
        prefix = properties.topicPrefix();
        partitions = properties.partitions();
    }

    String nameOf(String topic) {
        return prefix + topic;
    }

    static String deadLettersOf(String topicName) {
        return topicName + DEAD_LETTERS;
    }

    Pattern everyDeadLetterTopic() {
        return Pattern.compile(Pattern.quote(prefix) + ".+" + Pattern.quote(DEAD_LETTERS));
    }

    /**
     * Returns when the topic and its dead-letter topic exist.
     *
     * @throws KafkaException when Kafka does not answer
     */
    void ensure(String topic) {
        if (!known.contains(topic)) {
            create(nameOf(topic));
            known.add(topic);
        }
    }

    private void create(String name) {
        try (Admin admin = Admin.create(config)) {
            List<NewTopic> wanted = List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()),
                    new NewTopic(deadLettersOf(name), Optional.of(1), Optional.empty()).configs(Map
                            .of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_LETTER_BYTES))));
            for (KafkaFuture<Void> creation : admin.createTopics(wanted).values().values()) {
                awaitCreated(creation);
            }
        }
    }

    private static void awaitCreated(KafkaFuture<Void> creation) {
        try {
            creation.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("Kafka did not create a topic: " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
