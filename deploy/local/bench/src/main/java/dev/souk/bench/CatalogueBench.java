package dev.souk.bench;

import dev.souk.bench.CatalogueStep.Imported;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProjectRoot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures product-service beside what it is built on: a product's read beside Redis and nginx, a search beside the same
 * request to Elasticsearch, and how both grow with the catalogue; and an import by its speed and its heap. The engines are this
 * measurement's own.
 */
public final class CatalogueBench {

    static final String REDIS = "Redis GET";
    static final String NGINX = "nginx, file";

    /** As {@code ./souk up} starts services, but with C2: this is about speed. */
    static final List<String> JVM_FLAGS = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx160m",
            "-Xss512k", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED");

    private final ProjectRoot root;
    private final Settings settings;
    private final @Nullable Path feed;
    private final @Nullable Path judgements;
    private final Consumer<String> progress;

    /**
     * @param rounds of each figure
     * @param requests of each round of reads
     * @param connections of the reads that come at once
     * @param sizes of the generated catalogue, ascending
     */
    public record Settings(int rounds, int requests, int connections, List<Integer> sizes) {

        public Settings {
            sizes = List.copyOf(sizes);
            if (rounds < 1 || rounds > 20 || requests < 100 || requests > 100_000 || connections < 1
                    || connections > 100) {
                throw new IllegalArgumentException("a bench of the catalogue has 1 to 20 rounds of 100 to 100,000 "
                        + "requests over 1 to 100 connections");
            }
            if (sizes.isEmpty() || sizes.getFirst() < 1_000 || sizes.getLast() > 1_000_000
                    || !areGrowing(sizes)) {
                throw new IllegalArgumentException("sizes are numbers of products from 1,000 to 1,000,000, each at "
                        + "least twice the one before");
            }
        }

        /** So that there are always enough products that nobody has read before. */
        private static boolean areGrowing(List<Integer> sizes) {
            return IntStream.range(1, sizes.size()).allMatch(at -> sizes.get(at) >= 2 * sizes.get(at - 1));
        }
    }

    /**
     * @param feed as {@code ./souk import} takes it, measured before the generated ones; null for none
     * @param judgements whose queries are asked of the feed; null to take words of its titles
     * @param progress is told what is done at the moment, for people
     * @throws FileNotFoundException when one of the files is not there
     */
    public CatalogueBench(ProjectRoot root, Settings settings, @Nullable Path feed, @Nullable Path judgements,
            Consumer<String> progress) throws FileNotFoundException {
        for (Path file : new Path[]{feed, judgements}) {
            if (file != null && !Files.isReadable(file)) {
                throw new FileNotFoundException(file.toAbsolutePath().normalize().toString());
            }
        }
        this.root = root;
        this.settings = settings;
        this.feed = feed;
        this.judgements = judgements;
        this.progress = progress;
    }

    /** Takes some minutes; all that it has started has ended when it returns or throws. */
    public CatalogueReport run() {
        try {
            Path jar = ProductService.jar(root);
            List<CatalogueStep> steps = new ArrayList<>();
            if (feed != null) {
                steps.add(measure(jar, feed));
            }
            steps.addAll(measureGrowth(jar));
            return new CatalogueReport(settings, steps);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private CatalogueStep measure(Path jar, Path given) throws IOException {
        Queries queries = queriesOf(given);
        try (Stage stage = new Stage(root, JvmTuning.throughput());
                CatalogueRun run = new CatalogueRun(stage, jar, settings, progress)) {
            String name = given.getFileName().toString();
            Imported imported = run.importFeed(name, given);
            return run.step(name, false, imported, queries, run.record(queries.measured()));
        }
    }

    private Queries queriesOf(Path given) {
        List<String> words = new FeedQueries(given).all();
        if (judgements == null) {
            return Queries.of(words, 1, settings.rounds()).getFirst();
        }
        Set<String> judged = Judgements.read(judgements).queries();
        return Queries.of(List.copyOf(judged), words.stream().filter(query -> !judged.contains(query)).toList(),
                settings.rounds());
    }

    private List<CatalogueStep> measureGrowth(Path jar) throws IOException {
        try (Stage stage = new Stage(root, JvmTuning.throughput());
                CatalogueRun run = new CatalogueRun(stage, jar, settings, progress)) {
            GeneratedFeed products = new GeneratedFeed();
            Path file = Files.createDirectories(stage.directoryOf("feeds")).resolve("products.jsonl.gz");
            products.write(file, 0, settings.sizes().getFirst());
            // words of the first products, so that all sizes are asked for the same kind of thing
            List<Queries> queries = Queries.of(new FeedQueries(file).all(), settings.sizes().size(), settings.rounds());
            Map<String, List<Bytes>> requests = Map.of();
            List<CatalogueStep> steps = new ArrayList<>();
            int before = 0;
            for (int size : settings.sizes()) {
                String name = String.format(Locale.ROOT, "%,d generated", size);
                products.write(file, before, size);
                Imported imported = run.importFeed(name, file);
                if (before == 0) {
                    requests = run.record(queries.stream().map(Queries::measured).flatMap(List::stream).toList());
                }
                steps.add(run.step(name, true, imported, queries.get(steps.size()), requests));
                before = size;
            }
            return steps;
        }
    }
}
