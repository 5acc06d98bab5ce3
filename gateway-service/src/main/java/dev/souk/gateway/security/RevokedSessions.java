package dev.souk.gateway.security;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * The sessions that have ended in the last twelve minutes. No token lives that long, so an older end needs no remembering.
 * Bounded by time alone: a bound by number would let an ended session in again, and a million ends take about 150 MB.
 */
final class RevokedSessions {

    /** A token's ten minutes, and two for clocks that differ. */
    static final Duration REMEMBERED = Duration.ofMinutes(12);

    private final Cache<String, Boolean> sessions;

    RevokedSessions(Ticker ticker) {
        this.sessions = Caffeine.newBuilder().expireAfterWrite(REMEMBERED).ticker(ticker).build();
    }

    void add(String session) {
        sessions.put(session, Boolean.TRUE);
    }

    boolean include(String session) {
        return sessions.getIfPresent(session) != null;
    }

    long size() {
        return sessions.estimatedSize();
    }
}
