package dev.souk.local.jobs;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last runs, newest last, and how they ended. */
final class Runs {

    private static final int KEPT = 200;

    private final Clock clock;
    private final Map<Long, Run> byId = new LinkedHashMap<>();
    private long lastId;

    Runs(Clock clock) {
        this.clock = clock;
    }

    /**
     * One run of a job on one executor.
     *
     * @param endedAt null while it goes on
     */
    record Run(long id, String job, URI executor, int shard, int shards, Instant startedAt, @Nullable Instant endedAt,
            boolean succeeded, String message) {

        Run ended(Instant at, boolean success, String text) {
            return new Run(id, job, executor, shard, shards, startedAt, at, success, text);
        }
    }

    synchronized Run begin(Job job, URI executor, int shard, int shards) {
        // Beginning with the time keeps ids ascending over restarts, for the executor's log files.
        lastId = Math.max(lastId + 1, clock.millis());
        Run run = new Run(lastId, job.handler(), executor, shard, shards, clock.instant(), null, false, "");
        byId.put(run.id(), run);
        byId.keySet().stream().limit(Math.max(0, byId.size() - KEPT)).toList().forEach(byId::remove);
        return run;
    }

    synchronized void end(long id, boolean succeeded, String message) {
        byId.computeIfPresent(id, (_, run) -> run.ended(clock.instant(), succeeded, message));
    }

    synchronized List<Run> all() {
        return List.copyOf(byId.values());
    }

    /** Whether an executor still works on an earlier run of this job; one that never answered is given up. */
    synchronized boolean isBusy(Job job, URI executor, Duration giveUpAfter) {
        Instant oldest = clock.instant().minus(giveUpAfter);
        return byId.values().stream()
                .anyMatch(run -> run.job().equals(job.handler())
                        && run.executor().equals(executor)
                        && run.endedAt() == null
                        && run.startedAt().isAfter(oldest));
    }
}
