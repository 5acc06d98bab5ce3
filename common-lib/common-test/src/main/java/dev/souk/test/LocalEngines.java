package dev.souk.test;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.SharedEngines;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Local processes, kept by a process of their own. */
final class LocalEngines implements EngineSource {

    private static final String HOST = "127.0.0.1";

    private final SharedEngines shared = SharedEngines.ofThisRun(ProjectRoot.above(Path.of("")));

    /** Asked for once in this JVM. */
    private final Map<Engine, EngineSettings> required = new EnumMap<>(Engine.class);

    @Override
    public PostgresServer postgres() {
        EngineSettings settings = require(Engine.POSTGRES);
        return new PostgresServer("jdbc:postgresql://%s:%d/".formatted(HOST, settings.ports().postgres()), "postgres",
                settings.secrets().postgresPassword());
    }

    @Override
    public RedisServer redis() {
        EngineSettings settings = require(Engine.REDIS);
        return new RedisServer("redis://%s:%d".formatted(HOST, settings.ports().redis()),
                settings.secrets().redisPassword());
    }

    @Override
    public KafkaServer kafka() {
        return new KafkaServer(HOST + ":" + require(Engine.KAFKA).ports().kafka());
    }

    @Override
    public ElasticsearchServer elasticsearch() {
        return new ElasticsearchServer(http(require(Engine.ELASTICSEARCH).ports().elasticsearch()));
    }

    @Override
    public NacosServer nacos() {
        EngineSettings settings = require(Engine.NACOS);
        return new NacosServer(HOST + ":" + settings.ports().nacos(), "nacos", settings.secrets().nacosPassword());
    }

    @Override
    public S3Server s3() {
        EngineSettings settings = require(Engine.S3);
        return new S3Server(http(settings.ports().s3()), settings.secrets().s3AccessKey(),
                settings.secrets().s3SecretKey());
    }

    @Override
    public MailServer mail() {
        EngineSettings settings = require(Engine.MAIL);
        return new MailServer(HOST, settings.ports().smtp(), http(settings.ports().mailApi()));
    }

    private synchronized EngineSettings require(Engine engine) {
        return required.computeIfAbsent(engine, shared::require);
    }

    private static String http(int port) {
        return "http://%s:%d".formatted(HOST, port);
    }
}
