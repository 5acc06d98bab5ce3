package dev.souk.local.cli;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.Platform;
import dev.souk.local.PlatformHome;
import dev.souk.local.PlatformRunner;
import dev.souk.local.PlatformStatus;
import dev.souk.local.PlatformStatus.ProgramStatus;
import dev.souk.local.PlatformStatus.State;
import dev.souk.local.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: which platform they are about, and where they write. */
final class AtHome {

    @Option(names = "--home", paramLabel = "DIR", defaultValue = "${env:SOUK_HOME}", description = "keeps data, logs, secrets and process ids (default: .souk in the checkout)")
    private @Nullable Path directory;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    PrintWriter out() {
        return commandLine().getOut();
    }

    PrintWriter err() {
        return commandLine().getErr();
    }

    /** To be thrown; becomes exit code 2. */
    ParameterException wrongUsage(String message) {
        return new ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(command).commandLine();
    }

    PlatformHome home() {
        ProjectRoot root = new ProjectRoot(Path.of(System.getProperty("souk.root", "")));
        return directory == null ? PlatformHome.in(root) : new PlatformHome(root, directory);
    }

    Platform platform() {
        return Platform.open(home());
    }

    PlatformRunner runner() {
        return new PlatformRunner(platform());
    }

    /** @throws UserError when nothing of it runs */
    PlatformRunner runnerOfRunning() {
        return new PlatformRunner(runningPlatform());
    }

    /** @throws UserError when nothing of it runs */
    Platform runningPlatform() {
        Platform platform = platform();
        if (!platform.isRunning()) {
            throw new UserError("Souk is not running: ./souk up starts it");
        }
        return platform;
    }

    /** @throws UserError when not all of it serves */
    Platform readyPlatform() {
        Platform platform = runningPlatform();
        PlatformStatus status = platform.status();
        List<String> missing = Stream.concat(status.engines().stream(), status.services().stream())
                .filter(program -> program.state() != State.READY)
                .map(ProgramStatus::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new UserError(
                    "Souk is not ready, as %s does not serve yet: wait until ./souk up is done, or run it again"
                            .formatted(String.join(", ", missing)));
        }
        return platform;
    }
}
