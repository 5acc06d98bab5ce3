package dev.souk.user.session;

import dev.souk.user.account.UserId;
import java.time.Instant;

/**
 * One login on one device.
 *
 * @param expiresAt when it ends at the latest, however often it is refreshed
 */
public record Session(SessionId id, UserId owner, Device device, Instant startedAt, Instant lastUsedAt,
        Instant expiresAt) {}
