package dev.souk.bench;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The real order-, inventory- and payment-service on a stage, with the stage's own engines and without Nacos (the profile
 * {@code test}); the two services that order-service asks are {@link Neighbours}.
 */
final class CheckoutServices {

    static final String ISSUER = "https://souk.local";

    private static final String ORDER = "order-service";
    private static final String INVENTORY = "inventory-service";
    private static final Map<String, String> DATABASES = Map.of(ORDER, "orders", INVENTORY, "inventory",
            "payment-service", "payments");
    private static final List<Engine> ENGINES = List.of(Engine.POSTGRES, Engine.REDIS, Engine.KAFKA, Engine.S3);
    private static final int IN_ONE_SUPPLY = 1_000;

    private final Stage stage;
    private final Map<String, Path> jars;
    private final Callers callers;
    private final int neighbours = Stage.freePort();
    /** Of payment-service and its sandbox, which are one process. */
    private final String webhookSecret = UUID.randomUUID().toString();
    private final List<Server> orders = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private int inventory;

    /**
     * @param callers whose key the services trust
     * @throws IllegalStateException when one of the services is not built
     */
    CheckoutServices(Stage stage, ProjectRoot root, Callers callers) {
        this.stage = stage;
        this.jars = DATABASES.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), service -> ServiceJar.of(root, service)));
        this.callers = callers;
    }

    /** The engines, and an instance of each service. */
    void start() {
        AtOnce.all(ENGINES, engine -> {
            stage.start(engine);
            return engine;
        });
        stage.start("neighbours", JavaCommand.of(CheckoutBench.JVM_FLAGS, Neighbours.class,
                Integer.toString(neighbours), callers.publicKeys()), Map.of(), neighbours);
        startFurther();
    }

    /** One more instance of each service. */
    void startFurther() {
        int instance = orders.size() + 1;
        Map<String, Integer> ports = DATABASES.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), _ -> Stage.freePort()));
        running.addAll(AtOnce.all(List.copyOf(ports.entrySet()),
                service -> start(service.getKey(), instance, service.getValue())));
        orders.add(Server.http(ORDER, port(ports, ORDER)));
        inventory = port(ports, INVENTORY);
    }

    /** Every instance of order-service. */
    List<Server> orders() {
        return List.copyOf(orders);
    }

    /** Every instance of every service. */
    List<Running> running() {
        return List.copyOf(running);
    }

    /** So many pieces more of each SKU. */
    void supply(String reference, List<String> skus, long pieces) {
        try (JsonHttp operator = new JsonHttp(inventory, "Bearer " + callers.tokenOfA("OPERATOR"))) {
            for (int from = 0; from < skus.size(); from += IN_ONE_SUPPLY) {
                List<String> some = skus.subList(from, Math.min(from + IN_ONE_SUPPLY, skus.size()));
                operator.send("POST", "/api/v1/inventory/supplies", Map.of("reference", reference + "-" + from, "items",
                        some.stream().map(sku -> Map.of("sku", sku, "quantity", pieces)).toList()));
            }
        }
    }

    private Running start(String service, int instance, int port) {
        List<String> flags = new ArrayList<>(CheckoutBench.JVM_FLAGS);
        for (String neighbour : List.of("product-service", "user-service")) {
            flags.add("-Dspring.cloud.discovery.client.simple.instances.%s[0].uri=http://127.0.0.1:%d"
                    .formatted(neighbour, neighbours));
        }
        return stage.start(service + "-" + instance,
                JavaCommand.of(flags, "-jar", jars.getOrDefault(service, Path.of(service)).toString()),
                environment(service, port), port);
    }

    private Map<String, String> environment(String service, int port) {
        EngineSettings engines = stage.engines();
        String database = DATABASES.getOrDefault(service, service);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "test");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SOUK_MANAGEMENT_PORT", Integer.toString(Stage.freePort()));
        environment.put("SOUK_DB_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(engines.ports().postgres(), database));
        environment.put("SOUK_DB_USER", database);
        environment.put("SOUK_DB_PASSWORD", engines.secrets().databasePassword(database));
        environment.put("SOUK_REDIS_ADDRESS", "redis://127.0.0.1:" + engines.ports().redis());
        environment.put("SOUK_REDIS_PASSWORD", engines.secrets().redisPassword());
        environment.put("SOUK_KAFKA_BOOTSTRAP", "127.0.0.1:" + engines.ports().kafka());
        environment.put("SOUK_S3_ENDPOINT", "http://127.0.0.1:" + engines.ports().s3());
        environment.put("SOUK_S3_ACCESS_KEY", engines.secrets().s3AccessKey());
        environment.put("SOUK_S3_SECRET_KEY", engines.secrets().s3SecretKey());
        environment.put("SOUK_TOKEN_ISSUER", ISSUER);
        environment.put("SOUK_WEBHOOK_SECRET", webhookSecret);
        environment.put("SOUK_JWKS_URI", "http://127.0.0.1:" + neighbours + Upstream.KEYS);
        environment.put("CSP_SENTINEL_LOG_DIR", stage.logs().toString());
        return environment;
    }

    private static int port(Map<String, Integer> ports, String service) {
        return ports.getOrDefault(service, 0);
    }

    /** SKUs {@code PREFIX-0}, {@code PREFIX-1} and so on. */
    static List<String> skus(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + "-" + number).toList();
    }
}
