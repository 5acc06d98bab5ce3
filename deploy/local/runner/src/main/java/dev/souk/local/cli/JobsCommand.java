package dev.souk.local.cli;

import dev.souk.local.UserError;
import dev.souk.local.jobs.JobTriggerClient.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "jobs", mixinStandardHelpOptions = true, description = "Shows the last runs of the jobs, or runs one now.")
final class JobsCommand implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        PrintWriter out = at.out();
        at.runningPlatform().jobs().runs().forEach(run -> out.println(describe(run)));
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "Runs a job now and waits until it has ended.")
    int runNow(@Mixin AtHome there, @Parameters(paramLabel = "NAME") String name) {
        List<Outcome> outcomes = there.runningPlatform().jobs().runAndWait(name, PATIENCE);
        if (outcomes.isEmpty()) {
            throw new UserError("No executor is free to run %s: ./souk logs job-scheduler".formatted(name));
        }
        PrintWriter out = there.out();
        outcomes.forEach(run -> out.println(describe(run)));
        return outcomes.stream().allMatch(Outcome::succeeded) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String describe(Outcome run) {
        String state = run.ended() ? (run.succeeded() ? "done" : "FAILED") : "running";
        return "%-22s %-28s %-8s %s".formatted(run.job(), run.executor(), state, run.message());
    }
}
