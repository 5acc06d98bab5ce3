package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.Platform;
import dev.souk.local.PlatformHome;
import dev.souk.local.PlatformRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedRunTests {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aSeedOnAPlatformThatDoesNotAnswerIsAFindingAndNoFailure() {
        Platform platform = Platform
                .onFreePorts(new PlatformHome(new ProjectRoot(directory), directory.resolve("home")));
        Chaos.Settings settings = new Chaos.Settings(Duration.ofSeconds(20), 4, EnumSet.allOf(FaultKind.class));
        try (Wiring wiring = new Wiring(platform)) {
            MessageFaults messages = new MessageFaults(platform::database, wiring.kafkaAddress());
            Injector injector = new Injector(platform, new PlatformRunner(platform, wiring), wiring, messages, _ -> {},
                    Clock.systemUTC());

            SeedReport report = new SeedRun(platform, injector, messages, settings, 1, directory.resolve("log"),
                    _ -> {},
                    Clock.systemUTC()).run();

            assertThat(report.findings()).singleElement().asString().startsWith("seed-can-be-judged: ");
            assertThat(report.recovery()).isNull();
            assertThat(report.faults()).isEqualTo(List.of());
        }
    }
}
