package dev.souk.engines;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Elasticsearch 8.19 as a single node: the core features of the distribution that its own integration tests use, and our plugin
 * for the text analysis that these lack.
 */
final class Elasticsearch implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        Path distribution = distribution(settings.root());
        EngineFiles.directory(settings.dataDirectory());
        Path home = EngineFiles.directory(settings.dataDirectory().resolve("elasticsearch"));
        Path configuration = EngineFiles.directory(home.resolve("config"));
        Path temporary = EngineFiles.directory(home.resolve("tmp"));
        EngineFiles.writeSettings(configuration.resolve("elasticsearch.yml"), ": ", configuration(home, settings));
        Path plugins = plugins(settings.root());
        JvmCommand jvm = jvm(distribution, temporary, settings);
        int port = settings.ports().elasticsearch();
        return new Program(Engine.ELASTICSEARCH.programName(),
                jvm.run("dev.souk.engines.elasticsearch.ElasticsearchLauncher", distribution.toString(),
                        configuration.toString(), plugins.toString()),
                jvm.environment(), home, settings.logDirectory().resolve("elasticsearch.log"),
                List.of(port, settings.ports().elasticsearchTransport()),
                Readiness.http(URI.create("http://127.0.0.1:%d/_cluster/health".formatted(port))),
                Duration.ofSeconds(90));
    }

    private static Path distribution(ProjectRoot root) {
        Path unpacked = EngineCache
                .unpackedZip(ClassPath.ofModule(root, "engine-elasticsearch").only("elasticsearch"));
        return unpacked.resolve(unpacked.getFileName());
    }

    /** @throws BrokenInstallation when there are none: the node would start without them, and refuse our index later */
    private static Path plugins(ProjectRoot root) {
        Path plugins = root.engineModule("engine-elasticsearch").resolve("target/plugins");
        if (Files.notExists(plugins)) {
            throw new BrokenInstallation("%s is missing. Build the engines: mvn -q -f %s install".formatted(plugins,
                    root.engineModule("pom.xml")));
        }
        return plugins;
    }

    private static JvmCommand jvm(Path distribution, Path temporary, EngineSettings settings) {
        Path launcher = settings.root().engineModule("engine-elasticsearch").resolve("target/engine-elasticsearch.jar");
        return new JvmCommand(Engine.ELASTICSEARCH, new ClassPath(List.of(launcher)), 256, settings.tuning())
                .flag("-Xms64m").flag("--module-path=" + distribution.resolve("lib"))
                .flag("--add-modules=ALL-MODULE-PATH")
                .flag("--enable-native-access=org.elasticsearch.nativeaccess,org.apache.lucene.core")
                .flag("--add-opens=java.base/java.io=ALL-UNNAMED")
                .property("java.io.tmpdir", temporary)
                .property("es.nativelibs.path", distribution.resolve("lib/platform").resolve(platform()))
                .property("io.netty.noUnsafe", true).property("io.netty.noKeySetOptimization", true)
                .property("io.netty.recycler.maxCapacityPerThread", 0).property("log4j.shutdownHookEnabled", false)
                .property("log4j2.disable.jmx", true).property("java.awt.headless", true);
    }

    /** As the distribution names its directories of native libraries. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        return system + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
    }

    private static Map<String, Object> configuration(Path home, EngineSettings settings) {
        return Map.of("cluster.name", "souk", "node.name", "souk", "path.data", home.resolve("data"), "path.logs",
                settings.logDirectory(), "network.host", "127.0.0.1", "http.port", settings.ports().elasticsearch(),
                "transport.port", settings.ports().elasticsearchTransport(), "discovery.type", "single-node",
                "cluster.routing.allocation.disk.threshold_enabled", false);
    }
}
