package dev.souk.user.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit trail.
 *
 * @param id later ones are greater
 * @param clientNetwork the client's address without what tells one household from another
 */
public record RecordedEvent(UUID id, Instant occurredAt, SecurityEventType type, @Nullable UUID userId,
        @Nullable UUID actorId, @Nullable UUID sessionId, @Nullable String clientNetwork, @Nullable String detail) {}
