package dev.souk.local.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops everything in order; data is kept.")
final class DownCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        PrintWriter out = at.out();
        AtomicBoolean ran = new AtomicBoolean();
        at.runner().stop(program -> {
            ran.set(true);
            out.println("stopped " + program);
            out.flush();
        });
        if (!ran.get()) {
            out.println("Nothing of Souk was running.");
        }
    }
}
