package dev.souk.common.messaging;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A message that a consumer gave up, as it stands in a dead-letter topic. What the message itself should say may be missing:
 * a message that nobody could read is here, too. No text has a NUL character, which PostgreSQL does not store.
 *
 * @param topic without prefix, that the message was sent to; null when the letter does not say
 * @param consumer that gave it up, as in {@link Subscription#to}; null when the letter does not say
 * @param messageId the same in every repetition of the message
 * @param payload as it was sent; empty when there was none
 * @param replayOf the letter whose replay failed and is this letter; null for a first failure
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeadLetter(
        Position position,
        @Nullable String topic,
        @Nullable String consumer,
        @Nullable UUID messageId,
        Envelope envelope,
        byte[] payload,
        Cause cause,
        @Nullable UUID replayOf) {

    /**
     * Names a letter for ever: offsets begin anew when a topic is made anew, but time goes on.
     *
     * @param topic with prefix
     */
    public record Position(String topic, int partition, long offset, Instant writtenAt) {}

    /**
     * The headers of the message.
     *
     * @param source who announced the fact
     * @param time when the fact was stored by its producer
     */
    public record Envelope(
            @Nullable String key,
            @Nullable String type,
            @Nullable String source,
            @Nullable Instant time,
            @Nullable String dataSchema,
            @Nullable String traceparent) {}

    /**
     * Why it was given up.
     *
     * @param exception name of its class
     * @param cause name of the class of the exception's own cause
     */
    public record Cause(
            @Nullable String exception,
            @Nullable String cause,
            @Nullable String message,
            @Nullable String stackTrace) {}
}
