package dev.souk.common.messaging;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A row of the outbox that is not sent yet. */
record WaitingMessage(
        long id,
        UUID messageId,
        String topic,
        String key,
        String type,
        String dataSchema,
        @Nullable String traceparent,
        String payload,
        Instant createdAt) {}
