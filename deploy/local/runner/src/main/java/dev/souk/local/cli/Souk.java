package dev.souk.local.cli;

import dev.souk.local.Failures;
import dev.souk.local.StartupFailed;
import dev.souk.local.UserError;
import dev.souk.local.api.UnexpectedAnswer;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: exit code 0 when it is done, 1 when it failed, 2 when it was called wrongly. */
@Command(name = "souk", mixinStandardHelpOptions = true, version = "souk 0.1.0", description = "Runs the whole platform on this machine, without containers.", synopsisSubcommandLabel = "COMMAND", subcommands = {
        UpCommand.class,
        DownCommand.class,
        StatusCommand.class,
        LogsCommand.class,
        RestartCommand.class,
        ScaleCommand.class,
        ResetCommand.class,
        OpenCommand.class,
        EnvCommand.class,
        DemoCommand.class,
        CheckCommand.class,
        ImportCommand.class,
        SeedCommand.class,
        JobsCommand.class,
        BenchCommand.class,
        ChaosCommand.class,
        TrainCommand.class
})
public final class Souk implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Souk())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, _) -> report(failure, command.getErr()));
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Which command?");
    }

    /** A failure that a person can act on is told without its stack trace. */
    private static int report(Exception failure, PrintWriter err) {
        switch (failure) {
            case UserError _,StartupFailed _ -> err.println("souk: " + failure.getMessage());
            // A file, an address that does not answer, or one that refuses: where it happened in this program helps nobody.
            case UncheckedIOException _,UnexpectedAnswer _ -> err.println("souk: " + Failures.describe(failure));
            default -> {
                err.println("souk: " + Failures.describe(failure));
                failure.printStackTrace(err);
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
