package dev.souk.common.messaging;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox that is not sent yet.
 *
 * @param headers that replace or complement the usual ones
 */
record WaitingMessage(
        long id,
        UUID messageId,
        String topic,
        String key,
        String type,
        String dataSchema,
        @Nullable String traceparent,
        String payload,
        Instant createdAt,
        Map<String, String> headers) {}
