package dev.souk.common.messaging;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** The envelope of a message: CloudEvents 1.0 in Kafka's binary mode, and the W3C trace context. */
final class MessageHeaders {

    static final String TRACEPARENT = "traceparent";

    /** The only consumer that a replayed message is for, and the dead letter that it was. */
    static final String REPLAY_CONSUMER = "replay-consumer";
    static final String REPLAY_OF = "replay-of";

    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String TIME = "ce_time";
    static final String DATA_SCHEMA = "ce_dataschema";
    private static final String SPEC_VERSION = "ce_specversion";
    private static final String CONTENT_TYPE = "content-type";

    private MessageHeaders() {
    }

    static List<Header> of(WaitingMessage message, String source) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, message.messageId().toString());
        headers.put(TYPE, message.type());
        headers.put(SOURCE, source);
        headers.put(TIME, message.createdAt().toString());
        headers.put(DATA_SCHEMA, message.dataSchema());
        headers.put(CONTENT_TYPE, "application/json");
        String traceparent = message.traceparent();
        if (traceparent != null) {
            headers.put(TRACEPARENT, traceparent);
        }
        headers.putAll(message.headers());
        return headers.entrySet().stream().map(header -> header(header.getKey(), header.getValue())).toList();
    }

    /** @throws UnreadableMessage when the record is not a message of ours */
    static IncomingMessage read(ConsumerRecord<String, byte[]> record, String topic) {
        Headers headers = record.headers();
        if (record.key() == null || record.value() == null) {
            throw new UnreadableMessage("The record has no key or no value", null);
        }
        return new IncomingMessage(id(headers), topic, record.key(), required(headers, TYPE), time(headers),
                record.value());
    }

    /** False for a message that another consumer of the topic gave up once and is given again. */
    static boolean isFor(String consumer, ConsumerRecord<?, ?> record) {
        String only = text(record.headers(), REPLAY_CONSUMER);
        return only == null || only.equals(consumer);
    }

    static @Nullable String traceparent(ConsumerRecord<?, ?> record) {
        return text(record.headers(), TRACEPARENT);
    }

    private static UUID id(Headers headers) {
        String id = required(headers, ID);
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessage("Header " + ID + " is not a UUID", e);
        }
    }

    private static Instant time(Headers headers) {
        String time = required(headers, TIME);
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            throw new UnreadableMessage("Header " + TIME + " is not an ISO-8601 instant", e);
        }
    }

    private static String required(Headers headers, String name) {
        String value = text(headers, name);
        if (value == null) {
            throw new UnreadableMessage("Header " + name + " is missing", null);
        }
        return value;
    }

    static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
