package dev.souk.common.messaging;

import java.time.Duration;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens to a message that fails: for ever again while the failure is transient, some times otherwise, then it is a
 * dead letter. Where the message itself cannot be read, at once.
 */
final class FailureHandling {

    private static final Logger log = LoggerFactory.getLogger(FailureHandling.class);

    private final MessagingProperties.ListenerSettings settings;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;

    FailureHandling(MessagingProperties.ListenerSettings settings, DeadLetters deadLetters, MeterRegistry meters) {
        this.settings = settings;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    DefaultErrorHandler of(Subscription subscription) {
        var handler = new DefaultErrorHandler(deadLetters);
        handler.setBackOffFunction((message, failure) -> TransientFailures.contains(failure) ? endless() : limited());
        handler.addNotRetryableExceptions(UnreadableMessage.class);
        handler.setRetryListeners(new Report(subscription));
        handler.setSeekAfterError(false); // fetching the rest again would add half a second to every pause
        handler.setLogLevel(KafkaException.Level.DEBUG); // Report has said it in one line
        return handler;
    }

    /** Nothing is given up: what cannot be stored now is tried again. */
    CommonErrorHandler ofDeadLetters() {
        var handler = new DefaultErrorHandler((letter, failure) -> {
            throw new IllegalStateException("A dead letter is never skipped", failure);
        }, endless());
        handler.setRetryListeners(new RetryListener() {

            @Override
            public void failedDelivery(ConsumerRecord<?, ?> letter, @Nullable Exception failure, int attempt) {
                // letters come in batches
            }

            @Override
            public void failedDelivery(ConsumerRecords<?, ?> letters, Exception failure, int attempt) {
                Throwable reason = reasonOf(failure);
                if (attempt == 1) {
                    log.warn("{} dead letters cannot be stored now", letters.count(), reason);
                } else {
                    log.warn("{} dead letters still cannot be stored, attempt {}: {}", letters.count(), attempt,
                            reason.toString());
                }
            }
        });
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    private BackOff limited() {
        ExponentialBackOff backOff = endless();
        backOff.setMaxAttempts(settings.retries());
        return backOff;
    }

    private ExponentialBackOff endless() {
        var backOff = new ExponentialBackOff(settings.firstPause().toMillis(), 2);
        backOff.setMaxInterval(settings.maxPause().toMillis());
        return backOff;
    }

    /** What the handler threw, out of the wrappings of the listener and its container. */
    static Throwable reasonOf(@Nullable Throwable failure) {
        Throwable outer = Objects.requireNonNull(failure, "the container reports a failure with its exception");
        boolean wrapping = outer instanceof ListenerExecutionFailedException
                || outer instanceof BatchListenerFailedException;
        return wrapping && outer.getCause() != null ? reasonOf(outer.getCause()) : outer;
    }

    /** Logs and counts, without the payload: it may be about a person. */
    private final class Report implements RetryListener {

        private final Subscription subscription;

        private Report(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> message, @Nullable Exception failure, int attempt) {
            Throwable reason = reasonOf(failure);
            if (attempt == 1) {
                log.warn("{} failed with message {}", subscription, positionOf(message), reason);
            } else {
                log.warn("{} failed with message {} again, attempt {}: {}", subscription, positionOf(message), attempt,
                        reason.toString());
            }
        }

        @Override
        public void recovered(ConsumerRecord<?, ?> message, @Nullable Exception failure) {
            meters.counter("messaging.dead.letters", "topic", subscription.topic(), "consumer", subscription.consumer())
                    .increment();
            log.error("{} gave up message {}: it is in {}", subscription, positionOf(message),
                    Topics.deadLettersOf(message.topic()));
        }

        @Override
        public void recoveryFailed(ConsumerRecord<?, ?> message, @Nullable Exception original, Exception failure) {
            log.warn("A dead letter of {} cannot be stored now and is tried again", subscription, failure);
        }

        private static String positionOf(ConsumerRecord<?, ?> message) {
            return message.topic() + "-" + message.partition() + "@" + message.offset();
        }
    }
}
