package dev.souk.local.jobs;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts each job when it is due. What was missed, because the machine slept, is made up for once. For one thread. */
final class Timetable {

    private final Clock clock;
    private final Consumer<Job> start;
    private final Map<Job, Instant> due = new LinkedHashMap<>();

    Timetable(List<Job> jobs, Clock clock, Consumer<Job> start) {
        this.clock = clock;
        this.start = start;
        jobs.forEach(job -> due.put(job, job.schedule().after(clock.instant())));
    }

    /** To be called every now and then. */
    void look() {
        Instant now = clock.instant();
        due.replaceAll((job, time) -> {
            if (time.isAfter(now)) {
                return time;
            }
            start.accept(job);
            return job.schedule().after(now);
        });
    }
}
