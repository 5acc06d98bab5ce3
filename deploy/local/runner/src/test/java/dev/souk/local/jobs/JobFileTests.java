package dev.souk.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.jobs.Schedule.Daily;
import dev.souk.local.jobs.Schedule.Every;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTests {

    private static final Pattern CRON_AND_HANDLER = Pattern
            .compile("'(?<cron>[\\d* ]+\\?)'(?: schedule)?, '(?<handler>\\w+)'");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theJobsOfTheLocalPlatformCanBeRead() {
        Path root = ProjectRoot.above(Path.of("")).directory();

        assertThat(JobFile.read(root.resolve("deploy/local/runner/jobs.properties")))
                .contains(new Job(1, "cancelUnpaidOrders", "job-scheduler", new Every(Duration.ofSeconds(60))),
                        new Job(2, "checkSearchIndex", "job-scheduler", new Daily(LocalTime.of(1, 0))));
    }

    @Test
    void theXxlJobAdminIsToldTheSameJobsAtTheSameTimeOfTheDay() throws IOException {
        Path root = ProjectRoot.above(Path.of("")).directory();
        Map<String, String> crons = CRON_AND_HANDLER
                .matcher(Files.readString(root.resolve("deploy/compose/xxl-job-jobs.sql"))).results()
                .collect(Collectors.toMap(job -> job.group("handler"), job -> job.group("cron")));
        List<Job> jobs = JobFile.read(root.resolve("deploy/local/runner/jobs.properties"));

        assertThat(crons).containsOnlyKeys(jobs.stream().map(Job::handler).toList());
        assertThat(jobs).filteredOn(job -> job.schedule() instanceof Daily).isNotEmpty().allSatisfy(job -> {
            LocalTime time = ((Daily) job.schedule()).time();
            assertThat(crons).containsEntry(job.handler(),
                    "0 %d %d * * ?".formatted(time.getMinute(), time.getHour()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "job-scheduler.cancelUnpaidOrders = every 0s", "job-scheduler.cancelUnpaidOrders = sometimes",
            "cancelUnpaidOrders = every 60s", "job-scheduler.cancelUnpaidOrders = daily at 24:00 UTC",
            "job-scheduler.cancelUnpaidOrders = daily at 1:00 UTC", "job-scheduler.cancelUnpaidOrders = daily at 01:00"
    })
    void aLineThatIsNotUnderstoodIsNamed(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("jobs.properties"), line);

        assertThatThrownBy(() -> JobFile.read(file)).hasMessageContaining("cancelUnpaidOrders");
    }
}
