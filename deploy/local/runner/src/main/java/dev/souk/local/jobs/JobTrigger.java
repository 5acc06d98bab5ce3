package dev.souk.local.jobs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The program: triggers the jobs of a file until it is stopped. The token comes from {@code SOUK_XXL_TOKEN}. */
public final class JobTrigger {

    private JobTrigger() {
    }

    /** @param arguments the port, and the file of the jobs */
    public static void main(String... arguments) {
        String token = Objects.requireNonNull(System.getenv("SOUK_XXL_TOKEN"), "SOUK_XXL_TOKEN is not set");
        List<Job> jobs = JobFile.read(Path.of(arguments[1]));
        Clock clock = Clock.systemUTC();
        LiveExecutors executors = new LiveExecutors(clock);
        Runs runs = new Runs(clock);
        Dispatcher dispatcher = new Dispatcher(executors, runs, new ExecutorClient(token));
        schedule(jobs, clock, dispatcher);
        new AdminServer(Integer.parseInt(arguments[0]), token, jobs, executors, runs, dispatcher).start();
        System.out.println("triggering " + jobs);
    }

    private static void schedule(List<Job> jobs, Clock clock, Dispatcher dispatcher) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().factory());
        Timetable timetable = new Timetable(jobs, clock, job -> triggerOrSay(job, dispatcher));
        timer.scheduleAtFixedRate(timetable::look, 1, 1, TimeUnit.SECONDS);
    }

    /** An exception would end the schedule of all jobs for good. */
    private static void triggerOrSay(Job job, Dispatcher dispatcher) {
        try {
            dispatcher.trigger(job);
        } catch (RuntimeException e) {
            System.err.println("cannot trigger " + job.handler() + ": " + e);
        }
    }
}
