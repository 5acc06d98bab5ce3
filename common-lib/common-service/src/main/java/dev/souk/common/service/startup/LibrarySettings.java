package dev.souk.common.service.startup;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Keeps the Nacos and Sentinel clients from writing log files of their own into the home directory, and the JDK's HTTP
 * client under Feign from repeating a POST behind our back. They read nothing but system properties, and before the
 * first of their classes is loaded.
 */
final class LibrarySettings implements EnvironmentPostProcessor, Ordered {

    private static final Map<String, String> SETTINGS = Map.of(
            "sun.net.http.retryPost", "false",
            "nacos.logging.default.config.enabled", "false",
            "csp.sentinel.log.dir",
            System.getProperty("java.io.tmpdir") + "/souk-sentinel-" + System.getProperty("user.name"),
            "csp.sentinel.log.use.pid", "true",
            "csp.sentinel.metric.flush.interval", "0");

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        // Nacos is asked for settings before logging is set up, and would write plain lines until then
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel("com.alibaba.nacos", LogLevel.WARN);
    }
}
