package dev.souk.jobs.deadletters;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.messaging.DeadLetter;
import dev.souk.common.messaging.Replay;

/**
 * A dead letter that is kept here.
 *
 * @param topic without prefix; null, as what follows, when the letter does not say
 * @param consumer that gave the message up
 * @param messageId the same in every repetition of the message
 * @param message whose payload is empty in a list
 * @param failure without its stack trace in a list
 * @param isReplayable false for what no consumer could ever read, and for a letter that does not say whose it is
 * @param replayOf the letter whose replay failed and is this one
 * @param replays how often the message was replayed before it failed this time
 * @param replayedAs the letter that came of its replay; null when there is none (yet)
 * @param decision null while the letter is open
 */
public record KeptLetter(UUID id, Status status, @Nullable String topic, @Nullable String consumer,
        @Nullable UUID messageId, Message message, Failure failure, boolean isReplayable, @Nullable UUID replayOf,
        int replays, @Nullable UUID replayedAs, @Nullable Decision decision) {

    /** An open one waits for a decision; the others are history. */
    public enum Status {
        OPEN,
        REPLAYED,
        DISCARDED
    }

    /**
     * What was sent.
     *
     * @param source who announced the fact
     * @param time when the fact was stored by its producer
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Message(@Nullable String key, @Nullable String type, @Nullable String source,
            @Nullable Instant time, @Nullable String dataSchema, @Nullable String traceparent, byte[] payload) {

        private boolean isReadable() {
            return key != null && key.indexOf('\uFFFD') < 0 && type != null && time != null
                    && text().filter(text -> !text.isEmpty() && text.indexOf('\0') < 0).isPresent();
        }

        /** The payload as text; empty when it is none. */
        public Optional<String> text() {
            try {
                return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
            } catch (CharacterCodingException noText) {
                return Optional.empty();
            }
        }
    }

    /**
     * Why it was given up, and when.
     *
     * @param exception name of its class
     * @param cause name of the class of the exception's own cause
     */
    public record Failure(Instant at, @Nullable String exception, @Nullable String cause, @Nullable String message,
            @Nullable String stackTrace) {}

    /** @param by id of the operator, or name of the job */
    public record Decision(String by, String reason, Instant at) {}

    /** As it arrives. */
    static KeptLetter of(UUID id, DeadLetter letter) {
        DeadLetter.Envelope envelope = letter.envelope();
        DeadLetter.Cause cause = letter.cause();
        Message message = new Message(envelope.key(), envelope.type(), envelope.source(), envelope.time(),
                envelope.dataSchema(), envelope.traceparent(), letter.payload());
        boolean isReplayable = letter.topic() != null && letter.consumer() != null && letter.messageId() != null
                && message.isReadable();
        return new KeptLetter(id, Status.OPEN, letter.topic(), letter.consumer(), letter.messageId(), message,
                new Failure(letter.position().writtenAt(), cause.exception(), cause.cause(), cause.message(),
                        cause.stackTrace()),
                isReplayable, letter.replayOf(), 0, null, null);
    }

    /** @throws DeadLetterNotReplayable when it is not */
    Replay replay() {
        if (!isReplayable) {
            throw DeadLetterNotReplayable.unreadable(this);
        }
        return new Replay(id, requireNonNull(topic), requireNonNull(consumer), requireNonNull(messageId),
                requireNonNull(message.key()), requireNonNull(message.type()), message.source(),
                requireNonNull(message.time()), message.dataSchema(), message.traceparent(),
                message.text().orElseThrow());
    }
}
