package dev.souk.local.cli;

import dev.souk.local.Pauses;
import dev.souk.local.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the end of the log of a program, or of all of them.")
final class LogsCommand implements Runnable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "a name as status shows it; all when it is missing")
    private @Nullable String name;

    @Option(names = {"-f", "--follow"}, description = "goes on until interrupted")
    private boolean follow;

    @Option(names = {"-n", "--lines"}, paramLabel = "N", description = "how many lines (default: ${DEFAULT-VALUE})")
    private int lines = 40;

    @Override
    public void run() {
        PrintWriter out = at.out();
        List<LogFollower> logs = files().stream().map(file -> LogFollower.atEndOf(file, lines)).toList();
        boolean named = logs.size() > 1;
        logs.forEach(log -> log.printNew(out, named));
        while (follow) {
            Pauses.of(LOOK_AGAIN);
            logs.forEach(log -> log.printNew(out, named));
        }
    }

    private List<Path> files() {
        Path directory = at.home().logs();
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> found = all
                    .filter(file -> name == null ? isOfProgram(file) : isOf(name, file))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new UserError(
                        "There is no log of %s in %s".formatted(name == null ? "anything" : name, directory));
            }
            return found;
        } catch (IOException _) {
            throw new UserError("There are no logs yet: ./souk up starts the platform");
        }
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
