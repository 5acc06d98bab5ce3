package dev.souk.local.cli;

import dev.souk.bench.CatalogueBench;
import dev.souk.bench.CatalogueReport;
import dev.souk.bench.CheckoutBench;
import dev.souk.bench.CheckoutReport;
import dev.souk.bench.GatewayBench;
import dev.souk.bench.GatewayReport;
import dev.souk.bench.RelevanceBench;
import dev.souk.bench.RelevanceReport;
import dev.souk.engines.ProjectRoot;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
        relevance,
        catalogue,
        checkout
    }

    private static final String CATALOGUE = "../shared/data/catalogue.jsonl.gz";
    private static final String JUDGEMENTS = "../shared/data/search-judgements.csv";

    @Mixin
    private final AtHome at = new AtHome();

    @Parameters(paramLabel = "NAME", description = "what to measure: ${COMPLETION-CANDIDATES} (gateway: CPU time per request beside a bare Reactor Netty proxy and nginx; relevance: how good the answers to judged searches are beside a plain query; catalogue: reads and searches of products beside Redis, nginx and Elasticsearch alone, imports, and how all of it grows; checkout: orders confirmed beside a raw transaction of the database, and many buyers of one thing)")
    private Bench bench = Bench.gateway;

    @Option(names = "--rounds", description = "of each figure, for gateway, catalogue and checkout (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--requests", description = "in each round, for gateway, catalogue and checkout (default: 20000 for gateway, 2000 for catalogue and checkout)")
    private @Nullable Integer requests;

    @Option(names = "--connections", description = "that the client keeps, for gateway, catalogue and checkout (default: ${DEFAULT-VALUE})")
    private int connections = 32;

    @Option(names = "--catalogue", paramLabel = "FILE", description = "feed for relevance and catalogue, JSON lines, plain or gzip (default: "
            + CATALOGUE
            + " beside the checkout)")
    private @Nullable Path catalogue;

    @Option(names = "--judgements", paramLabel = "FILE", description = "for relevance and catalogue: CSV of query,product_id,rating (default: "
            + JUDGEMENTS
            + " beside the checkout)")
    private @Nullable Path judgements;

    @Option(names = "--sizes", paramLabel = "N", split = ",", description = "of the generated catalogue, for catalogue (default: ${DEFAULT-VALUE})", defaultValue = "1000,10000,100000")
    private List<Integer> sizes = List.of();

    @Option(names = "--buyers", paramLabel = "N", description = "of one hot SKU, which has a piece for every tenth, for checkout (default: ${DEFAULT-VALUE})")
    private int buyers = 10_000;

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
            case catalogue -> {
                CatalogueReport report = catalogue(root).run();
                print(report.lines(), report.values());
            }
            case checkout -> {
                CheckoutReport report = new CheckoutBench(root, checkoutSettings(), this::tell).run();
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
        return withFiles(() -> new RelevanceBench(root, fileOr(catalogue, root, CATALOGUE),
                fileOr(judgements, root, JUDGEMENTS), this::tell));
    }

    /** The files are only needed when they are named: there are generated ones. */
    private CatalogueBench catalogue(ProjectRoot root) {
        return withFiles(() -> new CatalogueBench(root,
                new CatalogueBench.Settings(rounds, Objects.requireNonNullElse(requests, 2_000), connections, sizes),
                fileIfThere(catalogue, root, CATALOGUE), fileIfThere(judgements, root, JUDGEMENTS), this::tell));
    }

    private GatewayBench.Settings settings() {
        return withinBounds(
                () -> new GatewayBench.Settings(rounds, Objects.requireNonNullElse(requests, 20_000), connections));
    }

    private CheckoutBench.Settings checkoutSettings() {
        return withinBounds(() -> new CheckoutBench.Settings(rounds, Objects.requireNonNullElse(requests, 2_000),
                connections, buyers));
    }

    private <T> T withinBounds(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException outOfBounds) {
            throw at.wrongUsage(Objects.requireNonNull(outOfBounds.getMessage()));
        }
    }

    /** A bench that reads files. */
    private interface FromFiles<T> {

        T create() throws FileNotFoundException;
    }

    private <T> T withFiles(FromFiles<T> bench) {
        try {
            return bench.create();
        } catch (FileNotFoundException missing) {
            throw at.wrongUsage(
                    missing.getMessage() + " is not there; name the files with --catalogue and --judgements");
        } catch (IllegalArgumentException unusable) {
            throw at.wrongUsage(Objects.requireNonNull(unusable.getMessage()));
        }
    }

    private static Path fileOr(@Nullable Path given, ProjectRoot root, String byDefault) {
        return given == null ? root.directory().resolve(byDefault) : given;
    }

    private static @Nullable Path fileIfThere(@Nullable Path given, ProjectRoot root, String byDefault) {
        Path file = fileOr(given, root, byDefault);
        return given != null || Files.isReadable(file) ? file : null;
    }

    private void tell(String progress) {
        at.err().println(progress);
    }
}
