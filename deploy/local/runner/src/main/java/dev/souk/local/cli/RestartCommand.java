package dev.souk.local.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "restart", mixinStandardHelpOptions = true, description = "Restarts a service, one instance after the other, or an engine.")
final class RestartCommand implements Runnable {

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(paramLabel = "SERVICE", completionCandidates = ProgramNames.class, description = "${COMPLETION-CANDIDATES}")
    private String name = "";

    @Override
    public void run() {
        PrintWriter out = at.out();
        at.runnerOfRunning().restart(name);
        out.println(name + " is ready");
    }
}
