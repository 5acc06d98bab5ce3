package dev.souk.test;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSecrets;
import dev.souk.engines.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.elasticsearch.ElasticsearchContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Containers: one of each engine for this JVM. Testcontainers removes them when it has ended. */
final class DockerEngines implements EngineSource {

    private static final String POSTGRES = "postgres:18";
    private static final String REDIS = "redis:7";
    private static final String KAFKA = "apache/kafka:4.1.0";
    private static final String ELASTICSEARCH = "elasticsearch:8.19.12";
    private static final String NACOS = "nacos/nacos-server:v3.1.0";
    private static final String S3 = "andrewgaul/s3proxy:s3proxy-4.1.0";
    private static final String MAIL = "greenmail/standalone:2.1.13";

    private final Map<Class<?>, Object> servers = new HashMap<>();
    private final EngineSecrets secrets = EngineSecrets.random(new SecureRandom());

    /** The same as those of {@code docker-compose.yml}. */
    static List<String> images() {
        return List.of(POSTGRES, REDIS, KAFKA, ELASTICSEARCH, NACOS, S3, MAIL);
    }

    /** Testcontainers is asked only where something hints at Docker: it complains aloud when it finds none. */
    static boolean areAvailable() {
        return hints().anyMatch(Files::exists) && DockerClientFactory.instance().isDockerAvailable();
    }

    private static Stream<Path> hints() {
        Path home = Path.of(System.getProperty("user.home"));
        // A host that is set is a hint in itself, whatever it is: "/" exists.
        Stream<Path> host = Stream.ofNullable(System.getenv("DOCKER_HOST")).map(_ -> Path.of("/"));
        Stream<Path> rootless = Stream.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .map(run -> Path.of(run, "docker.sock"));
        return Stream
                .of(host, rootless, Stream.of(Path.of("/var/run/docker.sock"), home.resolve(".docker/run/docker.sock"),
                        home.resolve(".docker/desktop/docker.sock"), home.resolve(".testcontainers.properties")))
                .flatMap(hint -> hint);
    }

    @Override
    public PostgresServer postgres() {
        return once(PostgresServer.class, () -> {
            PostgreSQLContainer container = started(new PostgreSQLContainer(POSTGRES).withUsername("postgres")
                    .withPassword(secrets.postgresPassword()));
            return new PostgresServer("jdbc:postgresql://" + address(container, 5432) + "/", container.getUsername(),
                    container.getPassword());
        });
    }

    @Override
    public RedisServer redis() {
        return once(RedisServer.class, () -> {
            GenericContainer<?> container = started(container(REDIS, 6379)
                    .withCommand("redis-server", "--requirepass", secrets.redisPassword(), "--databases",
                            Integer.toString(Engine.REDIS_DATABASES)));
            return new RedisServer("redis://" + address(container, 6379), secrets.redisPassword());
        });
    }

    @Override
    public KafkaServer kafka() {
        return once(KafkaServer.class,
                () -> new KafkaServer(started(new KafkaContainer(KAFKA)).getBootstrapServers()));
    }

    @Override
    public ElasticsearchServer elasticsearch() {
        return once(ElasticsearchServer.class, () -> {
            ElasticsearchContainer container = started(new ElasticsearchContainer(ELASTICSEARCH)
                    .withEnv("xpack.security.enabled", "false").withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m"));
            return new ElasticsearchServer("http://" + container.getHttpHostAddress());
        });
    }

    /** Its clients add 1000 to the port for gRPC, so both must be bound to ports of that distance. */
    @Override
    public NacosServer nacos() {
        return once(NacosServer.class, () -> {
            int port = Ports.free().nacos();
            GenericContainer<?> container = container(NACOS, 8848).withEnv(nacosEnvironment())
                    .waitingFor(Wait.forHttp("/nacos/v3/admin/core/state/readiness").forPort(8848));
            container.setPortBindings(List.of(port + ":8848", port + 1000 + ":9848"));
            String address = started(container).getHost() + ":" + port;
            NacosAdministrator.create(address, secrets.nacosPassword());
            return new NacosServer(address, "nacos", secrets.nacosPassword());
        });
    }

    @Override
    public S3Server s3() {
        return once(S3Server.class, () -> {
            GenericContainer<?> container = started(container(S3, 80)
                    .withEnv("S3PROXY_AUTHORIZATION", "aws-v2-or-v4").withEnv("S3PROXY_IDENTITY", secrets.s3AccessKey())
                    .withEnv("S3PROXY_CREDENTIAL", secrets.s3SecretKey()));
            // Its buckets are the directories below /data.
            execute(container, "mkdir", "-p", "/data/souk-media");
            return new S3Server("http://" + address(container, 80), secrets.s3AccessKey(), secrets.s3SecretKey());
        });
    }

    @Override
    public MailServer mail() {
        return once(MailServer.class, () -> {
            GenericContainer<?> container = started(container(MAIL, 3025, 8080)
                    .withEnv("GREENMAIL_OPTS",
                            "-Dgreenmail.setup.test.smtp -Dgreenmail.hostname=0.0.0.0 -Dgreenmail.auth.disabled"));
            return new MailServer(container.getHost(), container.getMappedPort(3025),
                    "http://" + address(container, 8080));
        });
    }

    private Map<String, String> nacosEnvironment() {
        return Map.of("MODE", "standalone", "NACOS_AUTH_ENABLE", "true", "NACOS_AUTH_TOKEN", secrets.nacosTokenSecret(),
                "NACOS_AUTH_IDENTITY_KEY", secrets.nacosIdentityKey(), "NACOS_AUTH_IDENTITY_VALUE",
                secrets.nacosIdentityValue());
    }

    private synchronized <T> T once(Class<T> type, Supplier<T> start) {
        return type.cast(servers.computeIfAbsent(type, _ -> start.get()));
    }

    /** Stopped by Testcontainers when this JVM ends. */
    private static <C extends GenericContainer<?>> C started(C container) {
        container.start();
        return container;
    }

    private static GenericContainer<?> container(String image, Integer... ports) {
        return new GenericContainer<>(image).withExposedPorts(ports);
    }

    private static String address(GenericContainer<?> container, int port) {
        return container.getHost() + ":" + container.getMappedPort(port);
    }

    private static void execute(GenericContainer<?> container, String... command) {
        try {
            container.execInContainer(command);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run a command in " + container.getDockerImageName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
