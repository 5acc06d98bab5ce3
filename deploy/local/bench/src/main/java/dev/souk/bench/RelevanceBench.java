package dev.souk.bench;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.ProjectRoot;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Measures how good the answers of search are: the real product-service with engines of this measurement's own imports a
 * catalogue through its API and answers judged queries, and so does a plain query to the same Elasticsearch.
 */
public final class RelevanceBench {

    private static final String SERVICE = "product-service";
    private static final String DATABASE = "products";
    private static final String ISSUER = "https://souk.local";
    private static final List<String> JVM_FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m",
            "-Xss512k", "--enable-native-access=ALL-UNNAMED");
    private static final String BOUNDARY = "relevance-bench";
    private static final Duration IMPORT = Duration.ofMinutes(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ProjectRoot root;
    private final Path catalogue;
    private final Judgements judgements;
    private final Consumer<String> progress;
    private final Callers operators = new Callers(1, "OPERATOR", ISSUER, Clock.systemUTC());

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
        try (Stage stage = new Stage(root)) {
            progress.accept("starting PostgreSQL, Redis, Kafka, Elasticsearch, S3 and product-service");
            for (Engine engine : List.of(Engine.POSTGRES, Engine.REDIS, Engine.S3, Engine.ELASTICSEARCH,
                    Engine.KAFKA)) {
                stage.start(engine);
            }
            int port = startService(stage);
            try (JsonHttp service = new JsonHttp(port, "Bearer " + operators.tokens().getFirst());
                    JsonHttp elasticsearch = new JsonHttp(stage.engines().ports().elasticsearch(), "")) {
                importCatalogue(service);
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

    private int startService(Stage stage) {
        int keys = Stage.freePort();
        stage.start("keys", java("-cp", System.getProperty("java.class.path"), Upstream.class.getName(),
                Integer.toString(keys), operators.publicKeys()), Map.of(), keys);
        int port = Stage.freePort();
        stage.start(SERVICE, java("-jar", ServiceJar.of(root, SERVICE).toString()), environment(stage, port, keys),
                port);
        return port;
    }

    /** Of a service that is run alone: the profile {@code test} leaves Nacos out. */
    private static Map<String, String> environment(Stage stage, int port, int keys) {
        EngineSettings engines = stage.engines();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "test");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SOUK_MANAGEMENT_PORT", Integer.toString(Stage.freePort()));
        environment.put("SOUK_DB_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(engines.ports().postgres(), DATABASE));
        environment.put("SOUK_DB_USER", DATABASE);
        environment.put("SOUK_DB_PASSWORD", engines.secrets().databasePassword(DATABASE));
        environment.put("SOUK_REDIS_ADDRESS", "redis://127.0.0.1:" + engines.ports().redis());
        environment.put("SOUK_REDIS_PASSWORD", engines.secrets().redisPassword());
        environment.put("SOUK_KAFKA_BOOTSTRAP", "127.0.0.1:" + engines.ports().kafka());
        environment.put("SOUK_ELASTICSEARCH_URL", "http://127.0.0.1:" + engines.ports().elasticsearch());
        environment.put("SOUK_S3_ENDPOINT", "http://127.0.0.1:" + engines.ports().s3());
        environment.put("SOUK_S3_ACCESS_KEY", engines.secrets().s3AccessKey());
        environment.put("SOUK_S3_SECRET_KEY", engines.secrets().s3SecretKey());
        environment.put("SOUK_TOKEN_ISSUER", ISSUER);
        environment.put("SOUK_JWKS_URI", "http://127.0.0.1:" + keys + Upstream.KEYS);
        environment.put("CSP_SENTINEL_LOG_DIR", stage.logs().toString());
        return environment;
    }

    private void importCatalogue(JsonHttp service) {
        progress.accept("importing the catalogue");
        JsonNode started = service.send("POST", "/api/v1/catalogue/imports",
                "multipart/form-data; boundary=" + BOUNDARY, BodyPublishers.ofByteArray(form()));
        String path = "/api/v1/catalogue/imports/" + started.path("id").asString();
        long end = System.nanoTime() + IMPORT.toNanos();
        JsonNode status = service.get(path);
        while (status.path("status").asString().equals("RUNNING")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the import does not end: " + status);
            }
            pause();
            status = service.get(path);
        }
        if (!status.path("status").asString().equals("COMPLETED")) {
            throw new IllegalStateException("the import has failed: " + status);
        }
    }

    private byte[] form() {
        try {
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            form.writeBytes(
                    ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"feed\"\r\n"
                            + "Content-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Files.copy(catalogue, form);
            form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            return form.toByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + catalogue, unreadable);
        }
    }

    private static List<String> search(JsonHttp service, String query) {
        return service.get("/api/v1/search?size=%d&q=%s".formatted(Judgements.TOP,
                URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .path("items").valueStream().map(item -> item.path("externalId").asString()).toList();
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(JVM_FLAGS);
        command.addAll(List.of(arguments));
        return command;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
