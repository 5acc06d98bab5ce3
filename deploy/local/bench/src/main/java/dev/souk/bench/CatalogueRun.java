package dev.souk.bench;

import dev.souk.bench.CatalogueStep.Imported;
import dev.souk.engines.EngineSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One product-service, whose catalogue grows feed by feed and is measured after each. */
final class CatalogueRun implements AutoCloseable {

    private static final String INDEX = "/products/_search";
    /** Beside the first instance's, so that nothing that it keeps there is known to the first. */
    private static final Map<String, String> OTHER_REDIS_DATABASE = Map.of("SOUK_REDIS_DATABASE", "1");
    private static final String RECORDED = "product-service-recorded";

    private final Stage stage;
    private final CatalogueBench.Settings settings;
    private final Consumer<String> progress;
    private final GcLog collections;
    private final ProductService product;
    private final ReadContest reads;
    private final JsonHttp elasticsearch;
    private final Set<String> read = new LinkedHashSet<>();

    /** Starts all of it. */
    CatalogueRun(Stage stage, Path jar, CatalogueBench.Settings settings, Consumer<String> progress)
            throws IOException {
        this.stage = stage;
        this.settings = settings;
        this.progress = progress;
        Files.createDirectories(stage.logs());
        this.collections = new GcLog(stage.log("gc"));
        this.product = new ProductService(stage, jar, CatalogueBench.JVM_FLAGS);
        progress.accept("starting PostgreSQL, Redis, Kafka, Elasticsearch, S3, product-service and nginx");
        product.start(collections.flag());
        EngineSettings engines = stage.engines();
        this.reads = new ReadContest(Server.http(ProductService.NAME, product.port()),
                Server.redis(CatalogueBench.REDIS, engines.ports().redis(), engines.secrets().redisPassword()),
                nginx(), settings);
        this.elasticsearch = new JsonHttp(engines.ports().elasticsearch(), "");
    }

    /**
     * @param catalogue its name in the report
     * @param requests of {@link #record}
     */
    CatalogueStep step(String catalogue, boolean generated, Imported imported, Queries queries,
            Map<String, List<Bytes>> requests) throws IOException {
        progress.accept(catalogue + ": reading products");
        ReadContest.Result readings = reads.measure(unreadIds());
        progress.accept(catalogue + ": searching");
        SearchContest searches = new SearchContest(Server.http(ProductService.NAME, product.port()),
                Server.http("Elasticsearch", stage.engines().ports().elasticsearch()), requests, elasticsearch);
        List<WarmUp> warmUps = new ArrayList<>(readings.warmUps());
        warmUps.addAll(searches.warmUp(queries.warmUp()));
        return new CatalogueStep(catalogue, generated, products(), imported, readings.repeated(), readings.first(),
                searches.measure(queries.rounds()), warmUps);
    }

    /** Returns when every product is searchable. */
    Imported importFeed(String catalogue, Path feed) {
        progress.accept(catalogue + ": importing");
        int before = collections.collections();
        long begin = System.nanoTime();
        JsonNode status = product.importFeed(feed);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Imported(status.path("created").asLong(), seconds, collections.since(before));
    }

    /**
     * What product-service asks Elasticsearch for each query. A further instance is asked, so that the first has seen none of
     * the queries, and nothing stands between the first and Elasticsearch when it is measured.
     */
    Map<String, List<Bytes>> record(List<String> queries) throws IOException {
        progress.accept("writing down what " + queries.size() + " searches ask of Elasticsearch");
        Map<String, List<Bytes>> requests = new LinkedHashMap<>();
        try (SearchRecorder recorder = new SearchRecorder(stage.engines().ports().elasticsearch())) {
            Map<String, String> environment = new LinkedHashMap<>(OTHER_REDIS_DATABASE);
            environment.put("SOUK_ELASTICSEARCH_URL", "http://127.0.0.1:" + recorder.port());
            int port = product.startFurther(RECORDED, environment);
            try (JsonHttp further = new JsonHttp(port, "")) {
                for (String query : queries) {
                    recorder.takeRequests();
                    further.get(SearchContest.path(query));
                    requests.put(query, recorder.takeRequests());
                }
            }
            stage.stop(RECORDED);
        }
        return requests;
    }

    /** Of the index, by no way that product-service would remember. */
    private List<String> unreadIds() {
        int needed = ReadContest.needed(products());
        List<String> unread = elasticsearch.send("POST", INDEX, Map.of("size", Math.min(10_000, needed + read.size()),
                "_source", false, "query", Map.of("function_score",
                        Map.of("random_score", Map.of("seed", 4, "field", "_seq_no")))))
                .at("/hits/hits").valueStream().map(hit -> hit.path("_id").asString())
                .filter(id -> !read.contains(id)).limit(needed).toList();
        read.addAll(unread);
        return unread;
    }

    private long products() {
        return elasticsearch.get("/products/_count").path("count").asLong();
    }

    private Optional<ReadContest.FileServer> nginx() throws IOException {
        Optional<Path> program = Nginx.onPath();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = Stage.freePort();
        Path directory = stage.directoryOf("nginx");
        stage.start("nginx", Nginx.files(program.get(), directory, port), Map.of(), port);
        return Optional.of(new ReadContest.FileServer(Server.http(CatalogueBench.NGINX, port),
                directory.resolve(Nginx.FILES)));
    }

    @Override
    public void close() {
        elasticsearch.close();
    }
}
