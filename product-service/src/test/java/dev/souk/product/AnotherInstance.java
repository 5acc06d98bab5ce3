package dev.souk.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** The service once more, as a process of its own on the same engines: it can be killed. */
public final class AnotherInstance implements AutoCloseable {

    private static final List<String> SAME = List.of("SOUK_DB_URL", "SOUK_DB_USER", "SOUK_DB_PASSWORD",
            "SOUK_REDIS_ADDRESS", "SOUK_REDIS_PASSWORD", "SOUK_KAFKA_BOOTSTRAP", "SOUK_TOPIC_PREFIX",
            "SOUK_ELASTICSEARCH_URL", "SOUK_SEARCH_ALIAS", "SOUK_S3_ENDPOINT", "SOUK_S3_ACCESS_KEY",
            "SOUK_S3_SECRET_KEY", "SOUK_S3_BUCKET");

    private final Process process;

    private AnotherInstance(Process process) {
        this.process = process;
    }

    /**
     * Starts it and does not wait for it.
     *
     * @param settings in which it differs, for example {@code souk.imports.lease=1s}
     */
    public static AnotherInstance start(Environment first, String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                ProductServiceApplication.class.getName(), "--spring.profiles.active=test", "--server.port=0",
                "--management.server.port=0"));
        for (String setting : settings) {
            command.add("--" + setting);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(new File("target/another-instance.log"));
        SAME.forEach(name -> builder.environment().put(name, first.getRequiredProperty(name)));
        builder.environment().put("SOUK_REDIS_DATABASE", first.getRequiredProperty("souk.redis.database"));
        return new AnotherInstance(builder.start());
    }

    /** Fails when it has ended by itself, as after a failed start. */
    public void assertRuns() {
        assertThat(process.isAlive()).as("it runs; see target/another-instance.log").isTrue();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        assertRuns();
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
