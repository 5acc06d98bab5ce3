package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.chaos.Injector.Done;
import dev.souk.local.chaos.Injector.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InjectorTests {

    private static final Fault FAULT = new Fault(FaultKind.KILL_ENGINE, "kafka", Duration.ZERO, Duration.ofSeconds(5),
            0);

    @Test
    void faultsThatHappenedAreNothingToReport() {
        assertThat(findings(Outcome.HAPPENED, Outcome.HAPPENED)).isEmpty();
    }

    @Test
    void aFaultThatFailedIsAFinding() {
        assertThat(findings(Outcome.HAPPENED, Outcome.HAPPENED, Outcome.FAILED))
                .singleElement().asString().startsWith("faults-happen:")
                .contains("kill-engine kafka", "it did not run");
    }

    @Test
    void halfOfTheFaultsMayBeMissed() {
        assertThat(findings(Outcome.HAPPENED, Outcome.MISSED)).isEmpty();
        assertThat(findings(Outcome.HAPPENED, Outcome.MISSED, Outcome.MISSED))
                .containsExactly("faults-happen: only 1 of 3 did");
    }

    @Test
    void aRunWithoutAnyFaultProvesNothing() {
        assertThat(findings()).containsExactly("faults-happen: only 0 of 0 did");
    }

    @Test
    void aFaultThatWasPlannedAndForgottenIsAFinding() {
        Fault forgotten = new Fault(FaultKind.PAUSE_ENGINE, "redis", Duration.ZERO, Duration.ofSeconds(5), 0);

        assertThat(Injector.findings(List.of(FAULT, forgotten), done(Outcome.HAPPENED)))
                .singleElement().asString().startsWith("faults-happen:").contains("pause-engine redis");
    }

    private static List<String> findings(Outcome... outcomes) {
        return Injector.findings(Collections.nCopies(outcomes.length, FAULT), done(outcomes));
    }

    private static List<Done> done(Outcome... outcomes) {
        return Arrays.stream(outcomes)
                .map(outcome -> new Done(FAULT, Instant.EPOCH, Instant.EPOCH, outcome, "it did not run")).toList();
    }
}
