package dev.souk.payment.intent;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets events that no provider tells any more, in small transactions. One that is told later all the same finds its call
 * answered.
 */
@Component
class HeardEvents {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int AT_ONCE = 1_000;

    private final CallBook calls;
    private final Clock clock;

    HeardEvents(CallBook calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forgetOld() {
        int forgotten;
        do {
            forgotten = calls.forgetEventsBefore(clock.instant().minus(KEPT), AT_ONCE);
        } while (forgotten > 0);
    }
}
