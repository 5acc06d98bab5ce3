package dev.souk.common.messaging;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.transaction.support.TransactionOperations;

/** Hands the letters of a poll to the keeper, in one transaction. Reads whatever is there and refuses nothing. */
final class DeadLetterListener implements BatchMessageListener<String, byte[]> {

    /** Databases end somewhere behind. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final DeadLetterKeeper keeper;
    private final String topicPrefix;
    private final TransactionOperations transactions;

    DeadLetterListener(DeadLetterKeeper keeper, String topicPrefix, TransactionOperations transactions) {
        this.keeper = keeper;
        this.topicPrefix = topicPrefix;
        this.transactions = transactions;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        List<DeadLetter> letters = records.stream().map(this::read).toList();
        transactions.executeWithoutResult(status -> keeper.keep(letters));
    }

    private DeadLetter read(ConsumerRecord<String, byte[]> record) {
        Headers headers = record.headers();
        String topic = text(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC);
        return new DeadLetter(
                new DeadLetter.Position(record.topic(), record.partition(), record.offset(),
                        Instant.ofEpochMilli(record.timestamp())),
                topic == null ? null : between(topicPrefix, topic, ""),
                topic == null ? null : consumer(topic, text(headers, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP)),
                id(text(headers, MessageHeaders.ID)),
                new DeadLetter.Envelope(storable(record.key()), text(headers, MessageHeaders.TYPE),
                        text(headers, MessageHeaders.SOURCE), time(text(headers, MessageHeaders.TIME)),
                        text(headers, MessageHeaders.DATA_SCHEMA), text(headers, MessageHeaders.TRACEPARENT)),
                record.value() == null ? new byte[0] : record.value(),
                new DeadLetter.Cause(text(headers, KafkaHeaders.DLT_EXCEPTION_FQCN),
                        text(headers, KafkaHeaders.DLT_EXCEPTION_CAUSE_FQCN),
                        text(headers, KafkaHeaders.DLT_EXCEPTION_MESSAGE),
                        text(headers, KafkaHeaders.DLT_EXCEPTION_STACKTRACE)),
                id(text(headers, MessageHeaders.REPLAY_OF)));
    }

    /** The reverse of how {@link ContainerFactory} names a group; null for the group of somebody else. */
    private @Nullable String consumer(String topic, @Nullable String group) {
        String ofTopic = between(topicPrefix, topic, "");
        return group == null || ofTopic == null ? null : between(topicPrefix, group, "." + ofTopic);
    }

    private static @Nullable String between(String start, String text, String end) {
        return text.length() > start.length() + end.length() && text.startsWith(start) && text.endsWith(end)
                ? text.substring(start.length(), text.length() - end.length())
                : null;
    }

    private static @Nullable String text(Headers headers, String name) {
        return storable(MessageHeaders.text(headers, name));
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            Instant time = text == null ? null : Instant.parse(text);
            return time == null || time.isBefore(Instant.EPOCH) || time.isAfter(END_OF_TIME) ? null : time;
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
