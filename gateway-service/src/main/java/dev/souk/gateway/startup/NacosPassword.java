package dev.souk.gateway.startup;

import java.util.Locale;
import java.util.Set;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Refuses to start with a Nacos password that is missing or that everybody knows, except in the profiles {@code local} and
 * {@code test}: whoever can write our routes owns the edge.
 */
final class NacosPassword implements EnvironmentPostProcessor, Ordered {

    private static final String SECRET = "SOUK_NACOS_PASSWORD";
    private static final Profiles WITHOUT_SECRETS = Profiles.of("local | test");
    private static final Set<String> WELL_KNOWN = Set.of("", "nacos", "admin", "password", "secret", "changeme",
            "souk");

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String secret = environment.getProperty(SECRET, "").strip().toLowerCase(Locale.ROOT);
        if (!environment.acceptsProfiles(WITHOUT_SECRETS) && WELL_KNOWN.contains(secret)) {
            throw new IllegalStateException(SECRET + " is missing or a value that everybody knows. Set it to the random"
                    + " password of this service's Nacos user; on a laptop activate the profile local instead.");
        }
    }
}
