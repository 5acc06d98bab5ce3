package dev.souk.local.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "reset", mixinStandardHelpOptions = true, description = "Stops everything and deletes all data; secrets stay.")
final class ResetCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Override
    public void run() {
        PrintWriter out = at.out();
        at.runner().reset(program -> {
            out.println("stopped " + program);
            out.flush();
        });
        out.println("All data is deleted: the next ./souk up starts afresh.");
    }
}
