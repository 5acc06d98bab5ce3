package dev.souk.local.cli;

import dev.souk.local.PlatformStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows what runs, where, and how much memory it takes; exit code 1 unless all of it is ready.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private final AtHome at = new AtHome();

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Override
    public Integer call() {
        PlatformStatus status = at.platform().status();
        new StatusPrinter(at.out()).print(status, json);
        return status.ready() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
