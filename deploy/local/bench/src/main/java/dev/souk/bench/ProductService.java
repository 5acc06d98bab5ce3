package dev.souk.bench;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.ProjectRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import tools.jackson.databind.JsonNode;

/** The real product-service on a stage, with the stage's own engines and without Nacos (the profile {@code test}). */
final class ProductService {

    static final String NAME = "product-service";

    private static final List<Engine> ENGINES = List.of(Engine.POSTGRES, Engine.REDIS, Engine.S3, Engine.ELASTICSEARCH,
            Engine.KAFKA);
    private static final String DATABASE = "products";
    private static final String ISSUER = "https://souk.local";
    private static final String IMPORTS = "/api/v1/catalogue/imports";
    private static final String BOUNDARY = "souk-bench";
    private static final Duration LONGEST_IMPORT = Duration.ofMinutes(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Stage stage;
    private final Path jar;
    private final List<String> jvmFlags;
    private final Callers operators = new Callers(1, "OPERATOR", ISSUER, Clock.systemUTC());
    private final int port = Stage.freePort();
    private final int keys = Stage.freePort();

    /**
     * @param jar of {@link #jar}
     * @param jvmFlags of each instance
     */
    ProductService(Stage stage, Path jar, List<String> jvmFlags) {
        this.stage = stage;
        this.jar = jar;
        this.jvmFlags = jvmFlags;
    }

    /** @throws IllegalStateException when it is not built */
    static Path jar(ProjectRoot root) {
        return ServiceJar.of(root, NAME);
    }

    /**
     * Its engines first.
     *
     * @param moreJvmFlags of this instance
     */
    void start(String... moreJvmFlags) {
        ENGINES.forEach(stage::start);
        stage.start("keys", JavaCommand.of(jvmFlags, Upstream.class, Integer.toString(keys), operators.publicKeys()),
                Map.of(), keys);
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(List.of(moreJvmFlags));
        stage.start(NAME, JavaCommand.of(flags, "-jar", jar.toString()), environment(port), port);
    }

    /**
     * A further instance for a while.
     *
     * @param environment what is other than for the first
     * @return where it listens
     */
    int startFurther(String name, Map<String, String> environment) {
        int further = Stage.freePort();
        Map<String, String> both = environment(further);
        both.putAll(environment);
        stage.start(name, JavaCommand.of(jvmFlags, "-jar", jar.toString()), both, further);
        return further;
    }

    int port() {
        return port;
    }

    /** As an operator, whose token is good for ten minutes. */
    JsonHttp api() {
        return new JsonHttp(port, "Bearer " + operators.tokens().getFirst());
    }

    /**
     * Returns when every product is searchable.
     *
     * @param feed as {@code ./souk import} takes it
     * @return the import's status
     * @throws IllegalStateException when it fails or does not end
     */
    JsonNode importFeed(Path feed) {
        try (JsonHttp api = api()) {
            JsonNode started = api.send("POST", IMPORTS, "multipart/form-data; boundary=" + BOUNDARY,
                    BodyPublishers.ofByteArray(form(feed)));
            String path = IMPORTS + "/" + started.path("id").asString();
            long end = System.nanoTime() + LONGEST_IMPORT.toNanos();
            JsonNode status = api.get(path);
            while (status.path("status").asString().equals("RUNNING")) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the import does not end: " + status);
                }
                Pause.of(BETWEEN_LOOKS);
                status = api.get(path);
            }
            if (!status.path("status").asString().equals("COMPLETED")) {
                throw new IllegalStateException("the import has failed: " + status);
            }
            return status;
        }
    }

    private Map<String, String> environment(int at) {
        EngineSettings engines = stage.engines();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "test");
        environment.put("SERVER_PORT", Integer.toString(at));
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

    private static byte[] form(Path feed) {
        try {
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            form.writeBytes(
                    ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"feed\"\r\n"
                            + "Content-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Files.copy(feed, form);
            form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            return form.toByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + feed, unreadable);
        }
    }
}
