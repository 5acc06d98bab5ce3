package dev.souk.local.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTests {

    private Instant now = Instant.parse("2026-03-28T00:59:30Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final List<String> started = new ArrayList<>();
    private final Timetable timetable = new Timetable(
            List.of(job(1, "often", "every 60s"), job(2, "nightly", "daily at 01:00 UTC")), clock,
            job -> started.add(job.handler()));

    @Test
    void aJobStartsWhenItIsDueAndNotBefore() {
        assertThat(startedAfter(Duration.ZERO)).isEmpty();
        assertThat(startedAfter(Duration.ofSeconds(29))).isEmpty();
        assertThat(startedAfter(Duration.ofSeconds(1))).containsExactly("nightly");
        assertThat(startedAfter(Duration.ofSeconds(30))).containsExactly("often");
        assertThat(startedAfter(Duration.ofSeconds(59))).isEmpty();
        assertThat(startedAfter(Duration.ofSeconds(1))).containsExactly("often");
    }

    @Test
    void theNightComesOnceADayAndWhatWasSleptThroughOnce() {
        startedAfter(Duration.ofMinutes(1));
        assertThat(startedAfter(Duration.ofHours(23))).containsExactly("often");
        assertThat(startedAfter(Duration.ofHours(1))).containsExactly("often", "nightly");
        assertThat(startedAfter(Duration.ofDays(3))).containsExactly("often", "nightly");
        assertThat(startedAfter(Duration.ZERO)).isEmpty();
    }

    @Test
    void aPlatformThatStartsAtOneWaitsForTheNextNight() {
        Schedule nightly = Schedule.parse("daily at 01:00 UTC");
        assertThat(nightly.after(Instant.parse("2026-03-29T01:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-30T01:00:00Z"));
        assertThat(nightly.after(Instant.parse("2026-03-29T00:59:59.999Z")))
                .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }

    private List<String> startedAfter(Duration time) {
        now = now.plus(time);
        started.clear();
        timetable.look();
        return List.copyOf(started);
    }

    private static Job job(int id, String handler, String schedule) {
        return new Job(id, handler, "job-scheduler", Schedule.parse(schedule));
    }
}
