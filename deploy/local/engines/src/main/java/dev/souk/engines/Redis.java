package dev.souk.engines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Redis 6.2 with a password; appends to a log once a second when durable. */
final class Redis implements Engine.Recipe {

    /** By {@code os.name} and {@code os.arch}, as the binaries are named in the jar. */
    private static final Map<String, String> PROGRAMS = Map.of("linux amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux aarch64", "redis-server-6.2.7-linux-arm64", "mac os x x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac os x aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    @Override
    public Program prepare(EngineSettings settings) {
        Path jar = ClassPath.ofModule(settings.root(), "engine-native").only("embedded-redis");
        Path program = EngineCache.unpackedProgram(jar, programName());
        EngineFiles.directory(settings.dataDirectory());
        Path data = EngineFiles.directory(settings.dataDirectory().resolve("redis"));
        Path configuration = EngineFiles.writeSettings(data.resolve("redis.conf"), " ", configuration(data, settings));
        int port = settings.ports().redis();
        return new Program(Engine.REDIS.programName(), List.of(program.toString(), configuration.toString()), Map.of(),
                data,
                settings.logDirectory().resolve("redis.log"), List.of(port), Readiness.tcp(port),
                Duration.ofSeconds(30));
    }

    private static Map<String, Object> configuration(Path data, EngineSettings settings) {
        return Map.of("bind", "127.0.0.1", "port", settings.ports().redis(), "requirepass",
                settings.secrets().redisPassword(), "dir", '"' + data.toString() + '"', "save", "\"\"", "appendonly",
                settings.durable() ? "yes" : "no", "daemonize", "no", "databases", Engine.REDIS_DATABASES);
    }

    private static String programName() {
        String system = (System.getProperty("os.name") + " " + System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
        String name = PROGRAMS.get(system);
        if (name == null) {
            throw new BrokenInstallation("there is no Redis program for " + system);
        }
        return name;
    }
}
