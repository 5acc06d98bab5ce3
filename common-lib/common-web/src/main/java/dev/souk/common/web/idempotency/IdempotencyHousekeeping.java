package dev.souk.common.web.idempotency;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Scheduled;

/** Forgets answers when nobody repeats their requests any more, in small transactions; several instances share the work. */
final class IdempotencyHousekeeping {

    private static final int ANSWERS_AT_ONCE = 1_000;

    private final IdempotentRequests requests;
    private final IdempotencyProperties properties;
    private final Clock clock;

    IdempotencyHousekeeping(IdempotentRequests requests, IdempotencyProperties properties, Clock clock) {
        this.requests = requests;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forgetOldAnswers() {
        Instant before = clock.instant().minus(properties.keepFor());
        int forgotten;
        do {
            forgotten = requests.forgetBefore(before, ANSWERS_AT_ONCE);
        } while (forgotten > 0);
    }
}
