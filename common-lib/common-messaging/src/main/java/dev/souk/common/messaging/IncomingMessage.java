package dev.souk.common.messaging;

import java.time.Instant;
import java.util.UUID;

/**
 * A message as a listener sees it.
 *
 * @param id unique per fact, the same in every repetition; the inbox has already dropped repeated ones
 * @param topic without prefix
 * @param type name of the event, for example {@code OrderCreated}
 * @param time when the fact was stored by its producer
 * @param payload JSON; {@link #data} reads it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying every payload would buy nothing
public record IncomingMessage(UUID id, String topic, String key, String type, Instant time, byte[] payload) {

    /**
     * The payload as the listener's own record of the fields that it reads. Fields that the record does not name are
     * ignored, so that a producer may add some.
     *
     * @throws UnreadableMessage when the payload is no JSON or does not fit; a listener lets it through, and the message
     *     goes to the dead-letter topic at once
     */
    public <T> T data(Class<T> type) {
        return MessageJson.read(payload, type);
    }
}
