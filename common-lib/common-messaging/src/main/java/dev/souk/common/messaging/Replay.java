package dev.souk.common.messaging;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A dead letter on its way back to the consumer that gave it up. It is sent to its topic as it was, with the same message id;
 * all other consumers of the topic skip it, and the consumer's inbox drops it if the message has taken effect after all.
 *
 * @param letterId is in the letter that comes of it when it fails again ({@link DeadLetter#replayOf})
 * @param topic without prefix
 * @param consumer as in {@link Subscription#to}
 * @param time when the fact was stored by its producer
 * @param payload JSON
 */
public record Replay(
        UUID letterId,
        String topic,
        String consumer,
        UUID messageId,
        String key,
        String type,
        @Nullable String source,
        Instant time,
        @Nullable String dataSchema,
        @Nullable String traceparent,
        String payload) {

    private static final String UNKNOWN = "unknown";

    String schema() {
        return dataSchema == null ? UNKNOWN : dataSchema;
    }

    /** What differs from the headers of a message that is announced here and now. */
    Map<String, String> headers() {
        return Map.of(MessageHeaders.SOURCE, source == null ? UNKNOWN : source, MessageHeaders.TIME, time.toString(),
                MessageHeaders.REPLAY_CONSUMER, consumer, MessageHeaders.REPLAY_OF, letterId.toString());
    }
}
