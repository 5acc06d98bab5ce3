package dev.souk.local.cli;

import dev.souk.bench.GatewayBench;
import dev.souk.bench.GatewayReport;
import dev.souk.bench.RelevanceBench;
import dev.souk.bench.RelevanceReport;
import dev.souk.engines.ProjectRoot;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        gateway,
        relevance
    }

    private static final String CATALOGUE = "../shared/data/catalogue.jsonl.gz";
    private static final String JUDGEMENTS = "../shared/data/search-judgements.csv";

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(paramLabel = "NAME", description = "what to measure: ${COMPLETION-CANDIDATES} (gateway: CPU time per request beside a bare Reactor Netty proxy and nginx; relevance: how good the answers to judged searches are beside a plain query)")
    private Bench bench = Bench.gateway;

    @Option(names = "--rounds", description = "of each proxy (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--requests", description = "in each round (default: ${DEFAULT-VALUE})")
    private int requests = 20_000;

    @Option(names = "--connections", description = "that the client keeps (default: ${DEFAULT-VALUE})")
    private int connections = 32;

    @Option(names = "--catalogue", paramLabel = "FILE", description = "feed for relevance, JSON lines, plain or gzip (default: "
            + CATALOGUE
            + " beside the checkout)")
    private @Nullable Path catalogue;

    @Option(names = "--judgements", paramLabel = "FILE", description = "for relevance: CSV of query,product_id,rating (default: "
            + JUDGEMENTS
            + " beside the checkout)")
    private @Nullable Path judgements;

    @Option(names = "--json", description = "for machines")
    private boolean json;

    @Override
    public Integer call() {
        ProjectRoot root = at.home().root();
        switch (bench) {
            case gateway -> {
                GatewayReport report = new GatewayBench(root, settings(), this::tell).run();
                print(report.lines(), report.values());
            }
            case relevance -> {
                RelevanceReport report = relevance(root).run();
                print(report.lines(), report.values());
            }
        }
        return ExitCode.OK;
    }

    private void print(List<String> lines, Map<String, Object> values) {
        if (json) {
            at.out().println(new JsonMapper().writeValueAsString(values));
        } else {
            lines.forEach(at.out()::println);
        }
    }

    private RelevanceBench relevance(ProjectRoot root) {
        try {
            return new RelevanceBench(root, fileOr(catalogue, root, CATALOGUE), fileOr(judgements, root, JUDGEMENTS),
                    this::tell);
        } catch (FileNotFoundException missing) {
            throw at.wrongUsage(
                    missing.getMessage() + " is not there; name the files with --catalogue and --judgements");
        } catch (IllegalArgumentException unreadable) {
            throw at.wrongUsage(Objects.requireNonNull(unreadable.getMessage()));
        }
    }

    private static Path fileOr(@Nullable Path given, ProjectRoot root, String byDefault) {
        return given == null ? root.directory().resolve(byDefault) : given;
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
