package dev.souk.common.messaging;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code souk.messaging}.
 *
 * @param topicPrefix before the name of every topic and consumer group, so that installations can share a Kafka
 * @param source who announces: the CloudEvents attribute {@code source}
 * @param partitions of a new topic: two and three instances share six of them evenly. Never change it for a topic that
 *     exists, or the order per key is lost
 */
@ConfigurationProperties("souk.messaging")
record MessagingProperties(
        @DefaultValue("souk.") String topicPrefix,
        @DefaultValue("application") String source,
        @DefaultValue("6") int partitions,
        @DefaultValue OutboxSettings outbox,
        @DefaultValue ListenerSettings listener) {

    /**
     * @param batchSize messages sent and marked in one transaction
     * @param pollInterval how often to look without being woken: finds what an instance left behind that died between its
     *     commit and the sending
     * @param sendTimeout for the acknowledgements of one batch; then it is tried again
     * @param maxPause between tries while Kafka or the database is away
     * @param keepSent how long sent messages stay in the table, for people who look into what happened
     */
    record OutboxSettings(
            @DefaultValue("500") int batchSize,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("5s") Duration sendTimeout,
            @DefaultValue("2s") Duration maxPause,
            @DefaultValue("3d") Duration keepSent) {}

    /**
     * @param concurrency threads of each subscription; more than partitions are idle
     * @param maxPollRecords messages of one poll at most, hence of one batch
     * @param retries of a message that fails for a reason that is not known to pass, before it is a dead letter
     * @param firstPause before the first repetition; doubled for each further one
     * @param maxPause between repetitions, while the database for example is away
     * @param keepInbox how long a message is recognised as repeated; longer than Kafka and people keep messages
     */
    record ListenerSettings(
            @DefaultValue("1") int concurrency,
            @DefaultValue("500") int maxPollRecords,
            @DefaultValue("4") int retries,
            @DefaultValue("100ms") Duration firstPause,
            @DefaultValue("5s") Duration maxPause,
            @DefaultValue("30d") Duration keepInbox) {}
}
