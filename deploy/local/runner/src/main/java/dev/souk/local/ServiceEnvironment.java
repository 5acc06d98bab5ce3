package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.Ports;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a service is told by its environment: addresses of what it uses, and its own secrets only. */
final class ServiceEnvironment {

    static final String BUCKET = "souk-media";

    private static final String HOST = "127.0.0.1";

    private final PlatformHome home;
    private final PlatformPorts ports;
    private final PlatformSecrets secrets;

    ServiceEnvironment(PlatformHome home, PlatformPorts ports, PlatformSecrets secrets) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** @param instance where this instance listens */
    Map<String, String> of(Service service, InstancePorts instance) {
        Map<String, String> environment = new LinkedHashMap<>();
        common(environment, instance);
        environment.put(
                "SPRING_CLOUD_NACOS_DISCOVERY_GRACEFULSHUTDOWNWAITTIME", Long.toString(farewell(service).toMillis()));
        service.database().ifPresent(database -> postgres(environment, database));
        if (service.needs(Engine.REDIS)) {
            environment.put("SOUK_REDIS_ADDRESS", "redis://" + HOST + ":" + engines().redis());
            environment.put("SOUK_REDIS_PASSWORD", secrets.engines().redisPassword());
        }
        if (service.needs(Engine.KAFKA)) {
            environment.put("SOUK_KAFKA_BOOTSTRAP", HOST + ":" + engines().kafka());
        }
        if (service.needs(Engine.ELASTICSEARCH)) {
            environment.put("SOUK_ELASTICSEARCH_URL", "http://" + HOST + ":" + engines().elasticsearch());
        }
        if (service.needs(Engine.S3)) {
            s3(environment);
        }
        if (service.needs(Engine.MAIL)) {
            environment.put("SOUK_SMTP_HOST", HOST);
            environment.put("SOUK_SMTP_PORT", Integer.toString(engines().smtp()));
        }
        own(environment, service, instance);
        return environment;
    }

    private void common(Map<String, String> environment, InstancePorts instance) {
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("SERVER_PORT", Integer.toString(instance.server()));
        environment.put("SOUK_MANAGEMENT_PORT", Integer.toString(instance.management()));
        environment.put("SOUK_BIND_ADDRESS", HOST);
        environment.put("SOUK_NACOS_ADDR", HOST + ":" + engines().nacos());
        environment.put("SOUK_NACOS_USER", "nacos");
        environment.put("SOUK_NACOS_PASSWORD", secrets.engines().nacosPassword());
        environment.put(
                "SOUK_JWKS_URI", "http://%s:%d/.well-known/jwks.json".formatted(HOST, ports.of(Service.USER)));
        environment.put("SOUK_PUBLIC_URL", "http://localhost:" + ports.edge());
    }

    /**
     * How long a service that has left Nacos still serves, for those who have not heard of it: they look again after 2 s.
     * Nobody looks for the edge.
     */
    private static Duration farewell(Service service) {
        return service == Service.GATEWAY ? Duration.ZERO : Duration.ofSeconds(3);
    }

    private void postgres(Map<String, String> environment, String database) {
        environment.put("SOUK_DB_URL", "jdbc:postgresql://%s:%d/%s".formatted(HOST, engines().postgres(), database));
        environment.put("SOUK_DB_USER", database);
        environment.put("SOUK_DB_PASSWORD", secrets.engines().databasePasswords().getOrDefault(database, ""));
    }

    private void s3(Map<String, String> environment) {
        environment.put("SOUK_S3_ENDPOINT", "http://" + HOST + ":" + engines().s3());
        environment.put("SOUK_S3_ACCESS_KEY", secrets.engines().s3AccessKey());
        environment.put("SOUK_S3_SECRET_KEY", secrets.engines().s3SecretKey());
        environment.put("SOUK_S3_BUCKET", BUCKET);
    }

    private void own(Map<String, String> environment, Service service, InstancePorts instance) {
        environment.put("SOUK_SERVICE_SECRET", secrets.ofService(service));
        switch (service) {
            case USER -> {
                environment.put("SOUK_KEY_ENCRYPTION_SECRET", secrets.keyEncryption());
                environment.put("SOUK_SERVICE_SECRETS", serviceSecrets());
                environment.put("SOUK_DEMO_PASSWORDS", joined(secrets.demoPasswords()));
            }
            case PAYMENT -> environment.put("SOUK_WEBHOOK_SECRET", secrets.webhook());
            case JOBS -> {
                environment.put("SOUK_XXL_ADMIN", "http://" + HOST + ":" + ports.trigger());
                environment.put("SOUK_XXL_TOKEN", secrets.jobToken());
                environment.put("SOUK_XXL_PORT", Integer.toString(instance.executor()));
                environment.put("SOUK_XXL_LOG_PATH", home.logs().resolve("jobs-" + instance.executor()).toString());
            }
            case GATEWAY, PRODUCT, ORDER, INVENTORY, NOTIFICATION -> {
                // nothing beyond its own secret
            }
        }
    }

    private String serviceSecrets() {
        return joined(Arrays.stream(Service.values())
                .filter(service -> service != Service.USER)
                .collect(Collectors.toMap(Service::id, secrets::ofService)));
    }

    static String joined(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private Ports engines() {
        return ports.engines();
    }
}
