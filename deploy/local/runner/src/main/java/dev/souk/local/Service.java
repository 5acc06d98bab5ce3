package dev.souk.local;

import static dev.souk.engines.Engine.ELASTICSEARCH;
import static dev.souk.engines.Engine.KAFKA;
import static dev.souk.engines.Engine.MAIL;
import static dev.souk.engines.Engine.NACOS;
import static dev.souk.engines.Engine.POSTGRES;
import static dev.souk.engines.Engine.REDIS;
import static dev.souk.engines.Engine.S3;

import dev.souk.engines.Engine;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service of the platform, in the order in which they are started; every one needs Nacos too. */
public enum Service {
    USER("user-service", 8101, "users", POSTGRES, REDIS, KAFKA),
    GATEWAY("gateway-service", 8080, null, REDIS),
    PRODUCT(
            "product-service", 8102, "products", POSTGRES, REDIS, KAFKA, ELASTICSEARCH,
            S3),
    ORDER("order-service", 8103, "orders", POSTGRES, REDIS, KAFKA, S3),
    INVENTORY("inventory-service", 8105,
            "inventory", POSTGRES, KAFKA),
    PAYMENT("payment-service", 8104, "payments", POSTGRES,
            KAFKA),
    NOTIFICATION("notification-service", 8106, "notifications", POSTGRES, KAFKA,
            MAIL),
    JOBS("job-scheduler", 8107, "jobs", POSTGRES, KAFKA);

    /** A service's management port is this far above the port that it serves on. */
    static final int MANAGEMENT_DISTANCE = 1_000;

    private final String id;
    private final int defaultPort;
    private final @Nullable String database;
    private final Set<Engine> engines;

    Service(String id, int defaultPort, @Nullable String database, Engine... engines) {
        this.id = id;
        this.defaultPort = defaultPort;
        this.database = database;
        this.engines = Set.of(engines);
    }

    /** As in Nacos, in Maven and on the command line. */
    public String id() {
        return id;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** Empty for a service that stores nothing. */
    public Optional<String> database() {
        return Optional.ofNullable(database);
    }

    public boolean needs(Engine engine) {
        return engine == NACOS || engines.contains(engine);
    }

    /** Accepts {@code order-service} and {@code order}. */
    public static Optional<Service> named(String name) {
        return Arrays.stream(values())
                .filter(service -> service.id.equals(name) || service.id.equals(name + "-service"))
                .findFirst();
    }
}
