package dev.souk.common.messaging;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens to a message that fails: for ever again while the failure is transient, some times otherwise, then to the
 * dead-letter topic with the cause in headers {@code kafka_dlt-*}. Where the message itself cannot be read, at once.
 */
final class FailureHandling {

    private static final Logger log = LoggerFactory.getLogger(FailureHandling.class);

    private final MessagingProperties.ListenerSettings settings;
    private final KafkaTemplate<String, byte[]> deadLetters;
    private final MeterRegistry meters;

    FailureHandling(MessagingProperties.ListenerSettings settings, Map<String, Object> producerConfig,
            MeterRegistry meters) {
        this.settings = settings;
        this.deadLetters = new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(producerConfig, new StringSerializer(), new ByteArraySerializer()));
        this.meters = meters;
    }

    DefaultErrorHandler of(Subscription subscription) {
        var recoverer = new DeadLetterPublishingRecoverer(deadLetters,
                (message, failure) -> new TopicPartition(Topics.deadLettersOf(message.topic()), -1));
        var handler = new DefaultErrorHandler(recoverer);
        handler.setBackOffFunction((message, failure) -> TransientFailures.contains(failure) ? endless() : limited());
        handler.addNotRetryableExceptions(UnreadableMessage.class);
        handler.setRetryListeners(new Report(subscription));
        handler.setLogLevel(KafkaException.Level.DEBUG); // Report has said it in one line
        return handler;
    }

    private BackOff endless() {
        return backOff();
    }

    private BackOff limited() {
        ExponentialBackOff backOff = backOff();
        backOff.setMaxAttempts(settings.retries());
        return backOff;
    }

    private ExponentialBackOff backOff() {
        var backOff = new ExponentialBackOff(settings.firstPause().toMillis(), 2);
        backOff.setMaxInterval(settings.maxPause().toMillis());
        return backOff;
    }

    /** Logs and counts, without the payload: it may be about a person. */
    private final class Report implements RetryListener {

        private final Subscription subscription;

        private Report(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> message, @Nullable Exception failure, int attempt) {
            log.warn("{} failed with message {} of {}, attempt {}", subscription, message.offset(),
                    message.topic() + "-" + message.partition(), attempt, causeOf(failure));
        }

        @Override
        public void recovered(ConsumerRecord<?, ?> message, @Nullable Exception failure) {
            meters.counter("messaging.dead.letters", "topic", subscription.topic(), "consumer", subscription.consumer())
                    .increment();
            log.error("Message {} of {} is a dead letter of {}", message.offset(),
                    message.topic() + "-" + message.partition(), subscription, causeOf(failure));
        }

        @Override
        public void recoveryFailed(ConsumerRecord<?, ?> message, @Nullable Exception original, Exception failure) {
            log.warn("A dead letter of {} cannot be stored now and is tried again", subscription, failure);
        }

        private static @Nullable Throwable causeOf(@Nullable Exception failure) {
            return failure == null ? null : failure.getCause();
        }
    }
}
