package dev.souk.local.jobs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Triggers a job on all live executors, each with its share. */
final class Dispatcher {

    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(10);

    private final LiveExecutors executors;
    private final Runs runs;
    private final ExecutorClient client;

    Dispatcher(LiveExecutors executors, Runs runs, ExecutorClient client) {
        this.executors = executors;
        this.runs = runs;
        this.client = client;
    }

    /** The runs that have begun: none without a live executor, and none on those that are busy with an earlier one. */
    List<Runs.Run> trigger(Job job) {
        List<URI> live = executors.of(job.executor());
        List<Runs.Run> begun = new ArrayList<>();
        for (int shard = 0; shard < live.size(); shard++) {
            if (!runs.isBusy(job, live.get(shard), GIVE_UP_AFTER)) {
                begun.add(trigger(job, live.get(shard), shard, live.size()));
            }
        }
        return begun;
    }

    private Runs.Run trigger(Job job, URI executor, int shard, int shards) {
        Runs.Run run = runs.begin(job, executor, shard, shards);
        try {
            client.run(job, run);
        } catch (IOException e) {
            runs.end(run.id(), false, "not started: " + e.getMessage());
        }
        return run;
    }
}
