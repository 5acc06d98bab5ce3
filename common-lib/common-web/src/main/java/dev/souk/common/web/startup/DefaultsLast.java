package dev.souk.common.web.startup;

import java.util.List;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Puts {@code service-defaults.yml} below everything else. Spring Boot lets an imported file win over the one that
 * imports it; for defaults it must be the other way round.
 */
final class DefaultsLast implements EnvironmentPostProcessor, Ordered {

    private static final String DEFAULTS = "service-defaults.yml";

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        List<PropertySource<?>> defaults = sources.stream().filter(source -> source.getName().contains(DEFAULTS))
                .toList();
        for (PropertySource<?> source : defaults) {
            sources.remove(source.getName());
            sources.addLast(source);
        }
    }
}
