package dev.souk.local.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops everything in order; data is kept.")
final class DownCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        PrintWriter out = at.out();
        at.runner().stop(program -> {
            out.println("stopped " + program);
            out.flush();
        });
    }
}
