package dev.souk.local.cli;

import dev.souk.bench.GatewayBench;
import dev.souk.bench.GatewayReport;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures a part of the platform beside something well known; the platform need not run.")
final class BenchCommand implements Callable<Integer> {

    /** What can be measured, as it is written on the command line. */
    enum Bench {
        gateway
    }

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(paramLabel = "NAME", description = "what to measure: ${COMPLETION-CANDIDATES} (CPU time per request beside a bare Reactor Netty proxy and nginx)")
    private Bench bench = Bench.gateway;

    @Option(names = "--rounds", description = "of each proxy (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--requests", description = "in each round (default: ${DEFAULT-VALUE})")
    private int requests = 20_000;

    @Option(names = "--connections", description = "that the client keeps (default: ${DEFAULT-VALUE})")
    private int connections = 32;

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Override
    public Integer call() {
        GatewayReport report = switch (bench) {
            case gateway -> new GatewayBench(at.home().root(), settings(), this::tell).run();
        };
        if (json) {
            at.out().println(new JsonMapper().writeValueAsString(report.values()));
        } else {
            report.lines().forEach(at.out()::println);
        }
        return ExitCode.OK;
    }

    private GatewayBench.Settings settings() {
        try {
            return new GatewayBench.Settings(rounds, requests, connections);
        } catch (IllegalArgumentException outOfBounds) {
            throw at.wrongUsage(Objects.requireNonNull(outOfBounds.getMessage()));
        }
    }

    private void tell(String progress) {
        at.err().println(progress);
    }
}
