package dev.souk.common.messaging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;

/**
 * Stores what subscriptions gave up in {@code <topic>.DLT}: the message as it was, and the cause in headers
 * {@code kafka_dlt-*}. Returns when Kafka has the letter and fails otherwise, so that the message is given up again; a letter
 * may stand there twice, with the same {@code ce_id}. Closed after the listeners have stopped.
 */
final class DeadLetters implements ConsumerAwareRecordRecoverer, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So that a letter of any message that Kafka took stays below {@link Topics#LARGEST_LETTER_BYTES}. */
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_STACK_TRACE = 16_000;

    private final DefaultKafkaProducerFactory<String, byte[]> producers;
    private final DeadLetterPublishingRecoverer publisher;

    /** @param applicationConfig addresses, security and tuning; what the guarantees need is set over it */
    DeadLetters(Map<String, Object> applicationConfig, String source) {
        Map<String, Object> config = ProducerGuarantees.over(applicationConfig, source + "-dead-letters");
        int patienceMs = Math.toIntExact(PATIENCE.toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_LETTER_BYTES);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMs / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patienceMs);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patienceMs);
        producers = new DefaultKafkaProducerFactory<>(config, new StringSerializer(), new ByteArraySerializer());
        producers.setPhysicalCloseTimeout(Math.toIntExact(PATIENCE.toSeconds()));
        publisher = new DeadLetterPublishingRecoverer(new KafkaTemplate<>(producers),
                (message, failure) -> new TopicPartition(Topics.deadLettersOf(message.topic()), -1));
        publisher.setExceptionHeadersCreator(DeadLetters::addCause);
    }

    @Override
    public void accept(ConsumerRecord<?, ?> message, @Nullable Consumer<?, ?> consumer,
            @Nullable Exception failure) {
        publisher.accept(message, consumer, Objects.requireNonNull(failure, "a dead letter has a cause"));
    }

    @Override
    public void close() {
        producers.destroy();
    }

    private static void addCause(Headers headers, Exception failure, boolean ofKey,
            DeadLetterPublishingRecoverer.HeaderNames names) {
        Throwable reason = FailureHandling.reasonOf(failure);
        var name = names.getExceptionInfo();
        add(headers, name.getExceptionFqcn(), reason.getClass().getName());
        if (reason.getCause() != null) {
            add(headers, name.getExceptionCauseFqcn(), reason.getCause().getClass().getName());
        }
        add(headers, name.getExceptionMessage(), shortened(String.valueOf(reason.getMessage()), LONGEST_MESSAGE));
        add(headers, name.getExceptionStacktrace(), shortened(stackTraceOf(reason), LONGEST_STACK_TRACE));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }

    private static String stackTraceOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
