package dev.souk.local;

import dev.souk.engines.EngineSecrets;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** The {@code .env} of {@code docker-compose.yml}: the same secrets as those of the local platform. */
public final class ComposeEnvironment {

    private ComposeEnvironment() {
    }

    /** Writes it into the checkout, readable by its owner only. */
    public static void write(PlatformHome home) {
        PlatformSecrets secrets = new SecretStore(home).load();
        String text = variables(secrets).entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
        PropertyFiles.write(home.root().directory().resolve(".env"), text);
    }

    static SequencedMap<String, String> variables(PlatformSecrets secrets) {
        EngineSecrets engines = secrets.engines();
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        variables.put("SOUK_POSTGRES_PASSWORD", engines.postgresPassword());
        engines.databasePasswords().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(database -> variables.put(
                        "SOUK_DB_PASSWORD_" + database.getKey().toUpperCase(Locale.ROOT), database.getValue()));
        variables.put("SOUK_REDIS_PASSWORD", engines.redisPassword());
        variables.put("SOUK_NACOS_PASSWORD", engines.nacosPassword());
        variables.put("SOUK_NACOS_TOKEN_SECRET", engines.nacosTokenSecret());
        variables.put("SOUK_NACOS_IDENTITY_KEY", engines.nacosIdentityKey());
        variables.put("SOUK_NACOS_IDENTITY_VALUE", engines.nacosIdentityValue());
        variables.put("SOUK_S3_ACCESS_KEY", engines.s3AccessKey());
        variables.put("SOUK_S3_SECRET_KEY", engines.s3SecretKey());
        variables.put("SOUK_KEY_ENCRYPTION_SECRET", secrets.keyEncryption());
        variables.put("SOUK_WEBHOOK_SECRET", secrets.webhook());
        variables.put("SOUK_XXL_TOKEN", secrets.jobToken());
        variables.put("SOUK_XXL_DB_PASSWORD", secrets.jobDatabase());
        for (Service service : Service.values()) {
            variables.put("SOUK_SERVICE_SECRET_" + variableName(service), secrets.ofService(service));
        }
        variables.put("SOUK_DEMO_PASSWORDS", ServiceEnvironment.joined(secrets.demoPasswords()));
        return variables;
    }

    /** {@code NOTIFICATION} of {@code notification-service}, {@code JOBS} of {@code job-scheduler}. */
    private static String variableName(Service service) {
        return service.name();
    }
}
