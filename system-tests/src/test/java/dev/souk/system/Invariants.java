package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Platform;
import dev.souk.local.check.Checker;
import java.time.Duration;

/** Stock and money, over all databases. */
final class Invariants {

    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private Invariants() {
    }

    /** Waits for messages that are on their way, then requires every rule of {@code ./souk check} but that of search. */
    static void assertHold(Platform platform) {
        assertThat(new Checker(platform::database, STUCK_AFTER).check(SETTLING))
                .isNotEmpty()
                .allSatisfy(verdict -> assertThat(verdict.finding().offenders()).as(verdict.says()).isEmpty());
    }
}
