package dev.souk.bench;

import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProjectRoot;
import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures how good the answers of search are: the real product-service with engines of this measurement's own imports a
 * catalogue through its API and answers judged queries, and so does a plain query to the same Elasticsearch.
 */
public final class RelevanceBench {

    private static final List<String> JVM_FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m",
            "-Xss512k", "--enable-native-access=ALL-UNNAMED");

    private final ProjectRoot root;
    private final Path catalogue;
    private final Judgements judgements;
    private final Consumer<String> progress;

    /**
     * @param catalogue a feed as {@code ./souk import} takes it
     * @param judgements CSV with the columns query, product_id and rating; the ids are those of the feed
     * @param progress is told what is done at the moment, for people
     * @throws FileNotFoundException when one of the files is not there
     * @throws IllegalArgumentException when the judgements cannot be understood
     */
    public RelevanceBench(ProjectRoot root, Path catalogue, Path judgements, Consumer<String> progress)
            throws FileNotFoundException {
        for (Path file : List.of(catalogue, judgements)) {
            if (!Files.isReadable(file)) {
                throw new FileNotFoundException(file.toAbsolutePath().normalize().toString());
            }
        }
        this.root = root;
        this.catalogue = catalogue;
        this.judgements = Judgements.read(judgements);
        this.progress = progress;
    }

    /** Takes a minute or two; all that it has started has ended when it returns or throws. */
    public RelevanceReport run() {
        Path jar = ProductService.jar(root);
        try (Stage stage = new Stage(root, JvmTuning.laptop())) {
            progress.accept("starting PostgreSQL, Redis, Kafka, Elasticsearch, S3 and product-service");
            ProductService product = new ProductService(stage, jar, JVM_FLAGS);
            product.start();
            progress.accept("importing the catalogue");
            product.importFeed(catalogue);
            try (JsonHttp service = product.api();
                    JsonHttp elasticsearch = new JsonHttp(stage.engines().ports().elasticsearch(), "")) {
                progress.accept("indexing the catalogue for the plain query");
                PlainSearch plain = new PlainSearch(elasticsearch);
                long products = plain.index(catalogue);
                progress.accept("asking " + judgements.queries().size() + " queries");
                Map<String, List<String>> answers = new LinkedHashMap<>();
                Map<String, List<String>> plainAnswers = new LinkedHashMap<>();
                judgements.queries().forEach(query -> {
                    answers.put(query, search(service, query));
                    plainAnswers.put(query, plain.search(query));
                });
                return new RelevanceReport(judgements, answers, plainAnswers, products);
            }
        }
    }

    private static List<String> search(JsonHttp service, String query) {
        return service.get("/api/v1/search?size=%d&q=%s".formatted(Judgements.TOP,
                URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .path("items").valueStream().map(item -> item.path("externalId").asString()).toList();
    }
}
