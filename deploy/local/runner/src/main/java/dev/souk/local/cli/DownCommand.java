package dev.souk.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops everything in order; data is kept.")
final class DownCommand implements Runnable {

    /** Needed only soon after the first start of a build, and then about a quarter of a minute. */
    private static final Duration TRAINING = Duration.ofMinutes(1);

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        PrintWriter out = at.out();
        AtomicBoolean ran = new AtomicBoolean();
        at.runner().stopWhenTrained(program -> {
            ran.set(true);
            out.println("stopped " + program);
            out.flush();
        }, () -> {
            out.println("finishing what makes the next start faster, once for each build (Ctrl-C leaves it at that)");
            out.flush();
        }, TRAINING);
        if (!ran.get()) {
            out.println("Nothing of Souk was running.");
        }
    }
}
