package dev.souk.local.cli;

import dev.souk.local.Pauses;
import dev.souk.local.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the end of the log of a program, or of all of them, shortened for people.")
final class LogsCommand implements Runnable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(arity = "0..1", paramLabel = "SERVICE", completionCandidates = ProgramNames.class, description = "${COMPLETION-CANDIDATES}; all when it is missing")
    private @Nullable String name;

    @Option(names = {"-f", "--follow"}, description = "goes on until interrupted")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "how many lines (default: ${DEFAULT-VALUE})")
    private int lines = 40;

    @Option(names = "--json", description = "as services write it, with every field and stack trace")
    private boolean json;

    @Override
    public void run() {
        if (lines < 0) {
            throw at.wrongUsage("N must be 0 or more");
        }
        PrintWriter out = at.out();
        List<LogFollower> logs = files().stream().map(file -> LogFollower.atEndOf(file, lines)).toList();
        boolean named = logs.size() > 1;
        logs.forEach(log -> log.printNew(out, named, json));
        while (follow) {
            Pauses.of(LOOK_AGAIN);
            logs.forEach(log -> log.printNew(out, named, json));
        }
    }

    private List<Path> files() {
        Path directory = at.home().logs();
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> programs = all.filter(LogsCommand::isOfProgram).sorted().toList();
            if (programs.isEmpty()) {
                throw noLogs();
            }
            List<Path> found = programs.stream().filter(file -> name == null || isOf(name, file)).toList();
            if (found.isEmpty()) {
                throw new UserError("There is no log of %s. Logs: %s".formatted(
                        name, programs.stream().map(LogFollower::program).collect(Collectors.joining(", "))));
            }
            return found;
        } catch (IOException _) {
            throw noLogs();
        }
    }

    private static UserError noLogs() {
        return new UserError("There are no logs yet: ./souk up starts the platform");
    }

    private static boolean isOf(String name, Path file) {
        String log = file.getFileName().toString();
        return log.equals(name + ".log") || log.equals(name + "-service.log");
    }

    private static boolean isOfProgram(Path file) {
        String log = file.getFileName().toString();
        return log.endsWith(".log") && !log.startsWith("unpack-") && !log.equals("build.log");
    }
}
