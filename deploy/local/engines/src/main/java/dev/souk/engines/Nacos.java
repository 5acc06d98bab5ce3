package dev.souk.engines;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** Nacos 3 with its console in one JVM, storing in the embedded Derby; every request needs a login. */
final class Nacos implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        Path launcher = settings.root().engineModule("engine-nacos").resolve("target/engine-nacos.jar");
        EngineFiles.directory(settings.dataDirectory());
        Path home = EngineFiles.directory(settings.dataDirectory().resolve("nacos"));
        Path configuration = EngineFiles.directory(home.resolve("conf"));
        EngineFiles.writeProperties(configuration.resolve("application.properties"), configuration(settings));
        JvmCommand jvm = jvm(ClassPath.ofModule(settings.root(), "engine-nacos").and(launcher), home, settings);
        return new Program(Engine.NACOS.programName(),
                jvm.run("dev.souk.engines.nacos.NacosLauncher",
                        "--spring.config.additional-location=file:" + configuration + "/"),
                jvm.environment(), home, settings.logDirectory().resolve("nacos.log"), ports(settings.ports()),
                readiness(settings.ports()), Duration.ofMinutes(2));
    }

    @Override
    public void afterReady(EngineSettings settings) {
        new NacosLogin(settings).await();
    }

    private static JvmCommand jvm(ClassPath classPath, Path home, EngineSettings settings) {
        return new JvmCommand(Engine.NACOS, classPath, 256, settings.tuning()).flag("-XX:MaxDirectMemorySize=64m")
                .property("nacos.home", home).property("nacos.standalone", true)
                .property("nacos.remote.grpc.listen.ip", "127.0.0.1")
                .property("nacos.deployment.type", "merged")
                .property("nacos.logs.path", EngineFiles.directory(settings.logDirectory().resolve("nacos")))
                .property("server.tomcat.basedir", home.resolve("tomcat"))
                .property("derby.stream.error.file", home.resolve("derby.log")).property("java.awt.headless", true);
    }

    /** HTTP, the two of gRPC, Raft and the console. */
    private static List<Integer> ports(Ports ports) {
        int http = ports.nacos();
        return List.of(http, http + 1000, http + 1001, http - 1000, ports.nacosConsole());
    }

    private static Readiness readiness(Ports ports) {
        URI state = URI.create("http://127.0.0.1:%d/nacos/v3/admin/core/state/readiness".formatted(ports.nacos()));
        return Readiness.tcp(ports.nacos() + 1000).and(Readiness.tcp(ports.nacosConsole())).and(Readiness.http(state));
    }

    private static Properties configuration(EngineSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("nacos.server.main.port", Integer.toString(settings.ports().nacos()));
        properties.setProperty("nacos.console.port", Integer.toString(settings.ports().nacosConsole()));
        properties.setProperty("nacos.inetutils.ip-address", "127.0.0.1");
        properties.setProperty("server.address", "127.0.0.1");
        properties.setProperty("server.tomcat.accesslog.enabled", "false");
        // at INFO it writes down its identity and the secret with which it signs its tokens
        properties.setProperty("logging.level.com.alibaba.nacos.core", "WARN");
        // Several seconds are normal for the first statement of Derby on a busy machine.
        properties.setProperty("db.pool.config.connectionTimeout", "30000");
        addAuthentication(properties, settings.secrets());
        return properties;
    }

    private static void addAuthentication(Properties properties, EngineSecrets secrets) {
        for (String part : List.of("nacos.core.auth.enabled", "nacos.core.auth.admin.enabled",
                "nacos.core.auth.console.enabled", "nacos.core.auth.caching.enabled")) {
            properties.setProperty(part, "true");
        }
        properties.setProperty("souk.nacos.admin-password", secrets.nacosPassword());
        properties.setProperty("nacos.core.auth.system.type", "nacos");
        properties.setProperty("nacos.core.auth.server.identity.key", secrets.nacosIdentityKey());
        properties.setProperty("nacos.core.auth.server.identity.value", secrets.nacosIdentityValue());
        properties.setProperty("nacos.core.auth.plugin.nacos.token.secret.key", secrets.nacosTokenSecret());
    }
}
