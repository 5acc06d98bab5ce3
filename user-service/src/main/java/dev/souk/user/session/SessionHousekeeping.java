package dev.souk.user.session;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes sessions that are over, in small transactions; several instances share the work. */
@Component
class SessionHousekeeping {

    /** A session of 30 days may have thousands of used tokens, which go with it. */
    private static final int SESSIONS_AT_ONCE = 100;

    private final Sessions sessions;
    private final SessionProperties properties;
    private final Clock clock;

    SessionHousekeeping(Sessions sessions, SessionProperties properties, Clock clock) {
        this.sessions = sessions;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
    void deleteSessionsThatAreOver() {
        Instant before = clock.instant().minus(properties.keepOver());
        int deleted;
        do {
            deleted = sessions.deleteOverBefore(before, SESSIONS_AT_ONCE);
        } while (deleted > 0);
    }
}
