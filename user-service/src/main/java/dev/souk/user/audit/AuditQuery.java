package dev.souk.user.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which security events are looked for; null is any.
 *
 * @param from the first instant
 * @param to the instant after the last
 */
public record AuditQuery(@Nullable UUID user, @Nullable SecurityEventType type, @Nullable Instant from,
        @Nullable Instant to) {

    public static AuditQuery ofUser(UUID user) {
        return new AuditQuery(user, null, null, null);
    }
}
