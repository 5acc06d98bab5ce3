package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.PlatformHome;
import dev.souk.local.chaos.Chaos;
import dev.souk.local.chaos.FaultKind;
import dev.souk.local.chaos.SeedReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The short run of {@code ./souk chaos}, before the other tests have a platform: two of them would ask for much memory. */
@Order(Integer.MIN_VALUE)
@EnabledIfSystemProperty(named = "souk.chaos", matches = "true", disabledReason = "takes minutes: -Dsouk.chaos=true")
class ChaosTests {

    private static final Duration LOAD = Duration.ofSeconds(20);
    private static final double SHOPPERS_A_SECOND = 4;

    @Test
    void everyOrderEndsAndEverythingAddsUpAfterEachKindOfFault() {
        ProjectRoot root = ProjectRoot.above(Path.of(""));
        Path directory = root.directory().resolve("system-tests/target/chaos");

        List<SeedReport> reports = Chaos.onItsOwnPlatform(new PlatformHome(root, directory.resolve("platform")),
                new Chaos.Settings(LOAD, SHOPPERS_A_SECOND, EnumSet.allOf(FaultKind.class)), 1, 3, directory,
                System.out::println);

        assertThat(reports).hasSize(3)
                .allSatisfy(report -> assertThat(report.findings()).as("seed " + report.seed()).isEmpty());
    }
}
