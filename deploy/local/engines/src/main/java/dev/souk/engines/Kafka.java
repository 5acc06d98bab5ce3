package dev.souk.engines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kafka in KRaft mode: broker and controller in one JVM, every internal topic with one partition and one replica. */
final class Kafka implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        Path launcher = settings.root().engineModule("engine-kafka").resolve("target/engine-kafka.jar");
        EngineFiles.directory(settings.dataDirectory());
        Path home = EngineFiles.directory(settings.dataDirectory().resolve("kafka"));
        Path storage = home.resolve("log");
        Path configuration = EngineFiles.writeSettings(home.resolve("server.properties"), "=",
                configuration(storage, settings.ports()));
        JvmCommand jvm = new JvmCommand(Engine.KAFKA, ClassPath.ofModule(settings.root(), "engine-kafka").and(launcher),
                192,
                settings.tuning()).flag("-Xms64m").property("log4j2.disable.jmx", true)
                .property("log4j2.level", "WARN");
        List<String> command = jvm.run("dev.souk.engines.kafka.KafkaLauncher", configuration.toString(),
                storage.toString());
        Ports ports = settings.ports();
        return new Program(Engine.KAFKA.programName(), command, jvm.environment(), home,
                settings.logDirectory().resolve("kafka.log"), List.of(ports.kafka(), ports.kafkaController()),
                Readiness.tcp(ports.kafka()), Duration.ofSeconds(90));
    }

    private static Map<String, Object> configuration(Path storage, Ports ports) {
        Map<String, Object> configuration = new TreeMap<>(oneNode(storage, ports));
        configuration.putAll(small());
        return configuration;
    }

    private static Map<String, Object> oneNode(Path storage, Ports ports) {
        String broker = "PLAINTEXT://127.0.0.1:" + ports.kafka();
        String controller = "127.0.0.1:" + ports.kafkaController();
        return Map.ofEntries(Map.entry("process.roles", "broker,controller"), Map.entry("node.id", 1),
                Map.entry("listeners", broker + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", broker),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@" + controller), Map.entry("log.dirs", storage),
                Map.entry("offsets.topic.replication.factor", 1), Map.entry("offsets.topic.num.partitions", 1),
                Map.entry("transaction.state.log.replication.factor", 1), Map.entry("transaction.state.log.min.isr", 1),
                Map.entry("transaction.state.log.num.partitions", 1),
                Map.entry("share.coordinator.state.topic.replication.factor", 1),
                Map.entry("share.coordinator.state.topic.min.isr", 1),
                Map.entry("share.coordinator.state.topic.num.partitions", 1),
                Map.entry("group.initial.rebalance.delay.ms", 0), Map.entry("auto.create.topics.enable", true),
                Map.entry("num.partitions", 3));
    }

    /** Fewer threads, smaller files and shorter waits than for a cluster. The cleaner's buffer would not fit into the heap. */
    private static Map<String, Object> small() {
        return Map.of("log.cleaner.dedupe.buffer.size", 4_194_304, "num.network.threads", 1, "num.io.threads", 2,
                "background.threads", 2, "log.segment.bytes", 16_777_216, "controller.quorum.election.timeout.ms", 100,
                "controller.quorum.fetch.timeout.ms", 500, "broker.session.timeout.ms", 1_500,
                "broker.heartbeat.interval.ms", 300);
    }
}
