package dev.souk.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a small command of the system to its end. */
final class Shell {

    private Shell() {
    }

    /** What the command prints; nothing when there is no such command or it fails. */
    static List<String> lines(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return waitFor(process) == 0 ? lines : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Whether the command exists and exits with 0. */
    static boolean succeeds(List<String> command) {
        try {
            return waitFor(quiet(command).start()) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Runs the command with its output in the log; a failure carries the end of that log. */
    static void run(List<String> command, Path log) {
        try {
            int exit = waitFor(quiet(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start());
            if (exit != 0) {
                throw new IllegalStateException(
                        "%s failed with exit status %d. %s"
                                .formatted(String.join(" ", command), exit, LogTail.describe(log)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command.getFirst(), e);
        }
    }

    static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command ran", e);
        }
    }

    private static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
