package dev.souk.common.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the listener container of a subscription. */
final class ContainerFactory {

    private static final Logger log = LoggerFactory.getLogger(ContainerFactory.class);

    private static final Duration NEW_TOPICS_WITHIN = Duration.ofSeconds(5);

    private final ConsumerFactory<String, byte[]> consumers;
    private final Topics topics;
    private final MessagingProperties properties;
    private final FailureHandling failures;
    private final Inbox inbox;
    private final TransactionOperations transactions;
    private final Traces traces;

    /** @param applicationConfig addresses, security and tuning; what the guarantees need is set over it */
    ContainerFactory(Map<String, Object> applicationConfig, Topics topics, MessagingProperties properties,
            FailureHandling failures, Inbox inbox, TransactionOperations transactions, Traces traces) {
        this.consumers = new DefaultKafkaConsumerFactory<>(
                consumerConfig(applicationConfig, properties.listener().maxPollRecords()), new StringDeserializer(),
                new ByteArrayDeserializer());
        this.topics = topics;
        this.properties = properties;
        this.failures = failures;
        this.inbox = inbox;
        this.transactions = transactions;
        this.traces = traces;
    }

    ConcurrentMessageListenerContainer<String, byte[]> of(Subscription subscription) {
        var settings = new ContainerProperties(topics.nameOf(subscription.topic()));
        settings.setGroupId(group(subscription));
        settings.setMessageListener(new SubscriptionListener(subscription, inbox, transactions, traces));
        settings.setSyncCommits(false); // the inbox drops what a lost commit repeats
        settings.setCommitCallback((offsets, failure) -> {
            if (failure != null) {
                log.debug("A commit of {} got lost", subscription, failure);
            }
        });
        var container = new ConcurrentMessageListenerContainer<>(consumers, settings);
        container.setBeanName(group(subscription));
        container.setConcurrency(properties.listener().concurrency());
        container.setCommonErrorHandler(failures.of(subscription));
        return container;
    }

    /** All dead-letter topics, those too that are made later. */
    ConcurrentMessageListenerContainer<String, byte[]> of(DeadLetterKeeper keeper) {
        var settings = new ContainerProperties(topics.everyDeadLetterTopic());
        settings.setGroupId(properties.topicPrefix() + "dead-letters");
        settings.setMessageListener(new DeadLetterListener(keeper, properties.topicPrefix(), transactions));
        var config = new Properties();
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, Long.toString(NEW_TOPICS_WITHIN.toMillis()));
        settings.setKafkaConsumerProperties(config);
        var container = new ConcurrentMessageListenerContainer<>(consumers, settings);
        container.setBeanName("dead-letters");
        container.setCommonErrorHandler(failures.ofDeadLetters());
        return container;
    }

    /** A group for each topic: members of one group that listen to different topics would rebalance each other. */
    private String group(Subscription subscription) {
        return properties.topicPrefix() + subscription.consumer() + "." + subscription.topic();
    }

    private static Map<String, Object> consumerConfig(Map<String, Object> applicationConfig, int maxPollRecords) {
        Map<String, Object> config = new HashMap<>(applicationConfig);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // a new consumer owes an answer to what it missed
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false); // Topics knows how many partitions
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // a killed instance hands its partitions on after this long
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        return config;
    }
}
