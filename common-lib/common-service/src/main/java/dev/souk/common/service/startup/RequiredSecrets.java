package dev.souk.common.service.startup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.util.ClassUtils;

/**
 * Refuses to start with a secret that is missing or that everybody knows, except in the profiles {@code local} and
 * {@code test}. A service needs the password of each engine whose driver it has, and what {@code souk.required-secrets}
 * says: the name of the variable and what it is for. Every other {@code SOUK_...} secret that is set must not be a
 * well-known one either.
 */
final class RequiredSecrets implements EnvironmentPostProcessor, Ordered {

    private static final Profiles WITHOUT_SECRETS = Profiles.of("local | test");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "SOUK_[A-Z0-9_]*(PASSWORD|SECRET|SECRET_KEY|TOKEN|SECRETS|PASSWORDS)");
    private static final Set<String> WELL_KNOWN = Set.of("admin", "changeit", "changeme", "change-me", "change_me",
            "default", "default_token", "guest", "123456", "12345678", "minioadmin", "nacos", "pass", "passw0rd",
            "password", "postgres", "root", "secret", "souk", "test", "xxl-job", "xxl_job",
            "secretkey012345678901234567890123456789012345678901234567890123456789",
            "vgvzdgtleta1mjm0njuxnjawlbzrlk5qlmpcigxlbg==");

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 2;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.acceptsProfiles(WITHOUT_SECRETS)) {
            return;
        }
        List<String> faults = new ArrayList<>();
        required(environment).forEach((name, purpose) -> {
            if (environment.getProperty(name, "").isBlank()) {
                faults.add(name + " is missing: " + purpose);
            }
        });
        for (String name : secretsIn(environment)) {
            if (isWellKnown(environment.getProperty(name, ""))) {
                faults.add(name + " has a value that everybody knows");
            }
        }
        if (!faults.isEmpty()) {
            throw new UnsafeSecrets(faults);
        }
    }

    private static Map<String, String> required(ConfigurableEnvironment environment) {
        Map<String, String> required = new TreeMap<>(Binder.get(environment)
                .bind("souk.required-secrets", Bindable.mapOf(String.class, String.class)).orElse(Map.of()));
        withDriver("org.postgresql.Driver", required, "SOUK_DB_PASSWORD",
                "the password of this service's database user");
        withDriver("org.redisson.Redisson", required, "SOUK_REDIS_PASSWORD", "the password of Redis");
        withDriver("com.alibaba.nacos.api.NacosFactory", required, "SOUK_NACOS_PASSWORD",
                "the password of this service's Nacos user");
        return required;
    }

    private static void withDriver(String driver, Map<String, String> required, String secret, String purpose) {
        if (ClassUtils.isPresent(driver, null)) {
            required.putIfAbsent(secret, purpose);
        }
    }

    /** Also as one of a list of the form {@code user=secret,user=secret}. */
    private static boolean isWellKnown(String value) {
        return Arrays.stream(value.split(","))
                .flatMap(entry -> Stream.of(entry, entry.substring(entry.indexOf('=') + 1)))
                .anyMatch(secret -> WELL_KNOWN.contains(secret.strip().toLowerCase(Locale.ROOT)));
    }

    private static List<String> secretsIn(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> List.of(((EnumerablePropertySource<?>) source).getPropertyNames()).stream())
                .filter(name -> SECRET_NAME.matcher(name).matches())
                .distinct().sorted().toList();
    }
}
