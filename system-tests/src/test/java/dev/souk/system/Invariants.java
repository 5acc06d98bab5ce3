package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Platform;
import dev.souk.local.check.Checker;
import java.time.Duration;
import java.util.List;

/** Stock and money, over all databases. */
final class Invariants {

    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private Invariants() {
    }

    /** Waits for messages that are on their way, then requires every rule of {@code ./souk check} but that of search. */
    static void assertHold(Platform platform) {
        assertThat(verdicts(platform, SETTLING))
                .isNotEmpty()
                .allSatisfy(verdict -> assertThat(verdict.finding().offenders()).as(verdict.says()).isEmpty());
    }

    /** What every rule finds as soon as all of them hold, or after so long. */
    static List<Checker.Verdict> verdicts(Platform platform, Duration settling) {
        return new Checker(platform::database, STUCK_AFTER).check(settling);
    }
}
