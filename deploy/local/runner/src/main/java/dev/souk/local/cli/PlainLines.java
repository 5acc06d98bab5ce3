package dev.souk.local.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** One line for each program that is ready: for logs and pipes. */
final class PlainLines implements UpCommand.StartupView {

    private final PrintWriter out;

    PlainLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void planned(List<String> programs) {
        say("starting %d programs".formatted(programs.size()));
    }

    @Override
    public void starting(String program) {
        // Said when it is ready: twice the lines would tell nothing more.
    }

    @Override
    public void ready(String program, Duration took) {
        say("%-22s ready   %s".formatted(program, Terminal.seconds(took)));
    }

    @Override
    public void unchanged(String program) {
        say("%-22s running".formatted(program));
    }

    @Override
    public void failed(String program, String reason) {
        say("%-22s FAILED  %s".formatted(program, reason));
    }

    @Override
    public void close() {
        out.flush();
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
