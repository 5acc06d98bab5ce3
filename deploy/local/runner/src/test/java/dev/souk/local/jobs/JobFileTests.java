package dev.souk.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTests {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theJobsOfTheLocalPlatformCanBeRead() {
        Path root = ProjectRoot.above(Path.of("")).directory();

        assertThat(JobFile.read(root.resolve("deploy/local/runner/jobs.properties")))
                .contains(new Job(1, "cancelUnpaidOrders", "job-scheduler", Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "job-scheduler.cancelUnpaidOrders = every 0s", "job-scheduler.cancelUnpaidOrders = sometimes",
            "cancelUnpaidOrders = every 60s"
    })
    void aLineThatIsNotUnderstoodIsNamed(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("jobs.properties"), line);

        assertThatThrownBy(() -> JobFile.read(file)).hasMessageContaining("cancelUnpaidOrders");
    }
}
