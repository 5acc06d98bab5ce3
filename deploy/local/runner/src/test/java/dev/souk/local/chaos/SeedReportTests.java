package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.chaos.SeedReport.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeedReportTests {

    private static final Duration RUNNING = Duration.ofMillis(2_500);
    private static final Duration ENDED = Duration.ofMillis(31_000);

    @Test
    void theTimeToRecoveryBeginsWithTheEndOfTheFaults() {
        assertThatLines(new Recovery(RUNNING, ENDED, 0))
                .contains("  all ended 31.0 s after the faults; everything ran again 2.5 s after them");
    }

    @Test
    void ordersThatHaveNotEndedAreNotSaidToHaveEnded() {
        assertThatLines(new Recovery(RUNNING, ENDED, 3)).anyMatch(line -> line.contains("3 had not ended"))
                .noneMatch(line -> line.contains("all ended"));
        assertThat(report(new Recovery(RUNNING, ENDED, 3)).values()).containsEntry("openOrders", 3)
                .doesNotContainKey("recoverySeconds");
    }

    @Test
    void aSeedThatCouldNotBeJudgedSaysThatNobodyKnows() {
        assertThatLines(null).anyMatch(line -> line.contains("nobody knows"));
        assertThat(report(null).values()).doesNotContainKeys("recoverySeconds", "openOrders");
    }

    private static ListAssert<String> assertThatLines(@Nullable Recovery recovery) {
        return assertThat(report(recovery).lines());
    }

    private static SeedReport report(@Nullable Recovery recovery) {
        return new SeedReport(7, Instant.EPOCH, List.of(), 10, 0, Map.of(), Map.of(), recovery, List.of());
    }
}
