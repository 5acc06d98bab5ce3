package dev.souk.engines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.config.ConfigService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Every engine starts and answers a real request, and refuses one without its secret. */
class EnginesTests {

    @TempDir
    static Path directory;

    private static EngineSettings settings;
    private static ProcessTable table;

    @BeforeAll
    static void startAll() {
        table = new ProcessTable(directory.resolve("run"));
        settings = new EngineSettings(ProjectRoot.above(Path.of("")), directory.resolve("data"),
                directory.resolve("log"),
                Ports.free(), EngineSecrets.random(new SecureRandom()), true, JvmTuning.laptop());
        // waits for all, also when one fails: what starts later would not be stopped
        CompletableFuture
                .allOf(Stream.of(Engine.values()).map(engine -> CompletableFuture.runAsync(() -> start(engine)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void start(Engine engine) {
        Program program = engine.prepare(settings);
        table.start(program);
        table.awaitReady(program);
        engine.afterReady(settings);
    }

    @AfterAll
    static void stopAll() {
        table.all().parallelStream().forEach(running -> table.stop(running.name(), Duration.ofSeconds(20)));
    }

    @Test
    void eachServiceHasADatabaseThatOnlyItsOwnUserEnters() throws SQLException {
        try (Connection connection = connect("orders", "orders")) {
            assertThat(connection.createStatement().execute("create table t (id int)")).isFalse();
        }
        assertThatThrownBy(() -> connect("payments", "orders")).hasMessageContaining("permission denied");
    }

    @Test
    void postgresKeepsItsRowsAcrossAKillAndARestart() throws SQLException {
        try (Connection connection = connect("jobs", "jobs")) {
            connection.createStatement().execute("create table kept as select 42 as answer");
        }
        table.find("postgres").flatMap(running -> ProcessHandle.of(running.pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
        await().until(() -> table.find("postgres").isEmpty());
        start(Engine.POSTGRES);

        try (Connection connection = connect("jobs", "jobs");
                var rows = connection.createStatement().executeQuery("select answer from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void redisAsksForItsPassword() throws IOException {
        assertThat(redis("SET k v\r\n")).startsWith("-NOAUTH");
        assertThat(redis("AUTH " + settings.secrets().redisPassword() + "\r\nSET k v\r\nGET k\r\n"))
                .isEqualTo("+OK\r\n+OK\r\n$1\r\nv\r\n");
    }

    @Test
    void kafkaDeliversWhatATransactionSent() throws Exception {
        Map<String, Object> common = Map.of("bootstrap.servers", "127.0.0.1:" + settings.ports().kafka());
        try (var producer = new KafkaProducer<>(with(common, Map.of("transactional.id", "t")), new StringSerializer(),
                new StringSerializer());
                var consumer = new KafkaConsumer<>(
                        with(common, Map.of("group.id", "g", "auto.offset.reset", "earliest", "isolation.level",
                                "read_committed")),
                        new StringDeserializer(), new StringDeserializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", "key", "value")).get();
            producer.commitTransaction();
            consumer.subscribe(List.of("orders"));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(consumer.poll(Duration.ofMillis(200))).extracting(ConsumerRecord::value)
                                    .containsExactly("value"));
        }
    }

    @Test
    void elasticsearchFindsWithFuzzinessHighlightsAndCounts() throws Exception {
        URI index = URI.create("http://127.0.0.1:" + settings.ports().elasticsearch() + "/products/");
        assertThat(json("PUT", index, """
                {"settings": {"number_of_replicas": 0}, "mappings": {"properties":
                {"name": {"type": "text"}, "brand": {"type": "keyword"}}}}""").statusCode()).isEqualTo(200);
        json("PUT", index.resolve("_doc/1?refresh=true"), "{\"name\": \"walnut teapot\", \"brand\": \"acme\"}");

        HttpResponse<String> found = json("POST", index.resolve("_search"), """
                {"query": {"match": {"name": {"query": "teapt", "fuzziness": "AUTO"}}},
                "highlight": {"fields": {"name": {}}}, "aggs": {"brands": {"terms": {"field": "brand"}}}}""");

        assertThat(found.body()).contains("walnut <em>teapot</em>").contains("\"key\":\"acme\",\"doc_count\":1");
    }

    @Test
    void nacosKeepsConfigurationForItsAdministratorOnly() throws Exception {
        String base = "http://127.0.0.1:%d/nacos/v3/".formatted(settings.ports().nacos());
        String item = "dataId=souk.yaml&groupName=DEFAULT_GROUP&content=a%3A+1";
        assertThat(form(base + "admin/cs/config", item, "").statusCode()).isEqualTo(403);

        String token = accessToken(base);
        assertThat(form(base + "admin/cs/config", item, token).statusCode()).isEqualTo(200);
    }

    @Test
    void aNacosClientPublishesAndReadsByGrpc() throws Exception {
        // Else the client writes into the home directory.
        System.setProperty("JM.SNAPSHOT.PATH", directory.toString());
        System.setProperty("JM.LOG.PATH", directory.toString());
        Properties login = new Properties();
        login.putAll(Map.of("serverAddr", "127.0.0.1:" + settings.ports().nacos(), "username", "nacos", "password",
                settings.secrets().nacosPassword()));
        ConfigService configuration = NacosFactory.createConfigService(login);
        try {
            assertThat(configuration.publishConfig("live.yaml", "DEFAULT_GROUP", "a: 1")).isTrue();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(
                    () -> assertThat(configuration.getConfig("live.yaml", "DEFAULT_GROUP", 5_000)).isEqualTo("a: 1"));
        } finally {
            configuration.shutDown();
        }
    }

    @Test
    void nobodyElseCanReadTheLogsOfNacosAndNoSecretIsInThem() throws IOException {
        Path logs = settings.logDirectory().resolve("nacos");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs))).isEqualTo("rwx------");
        EngineSecrets secrets = settings.secrets();
        try (Stream<Path> files = Files.walk(settings.logDirectory()).filter(Files::isRegularFile)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file, ISO_8859_1))
                    .doesNotContain(secrets.nacosIdentityKey(), secrets.nacosIdentityValue(),
                            secrets.nacosTokenSecret(), secrets.nacosPassword()));
        }
    }

    @Test
    void theNacosConsoleAnswers() throws Exception {
        URI console = URI.create("http://127.0.0.1:" + settings.ports().nacosConsole() + "/");
        assertThat(send(HttpRequest.newBuilder(console).build()).statusCode()).isEqualTo(200);
    }

    @Test
    void theMediaBucketTakesAndGivesObjects() {
        try (S3Client s3 = s3(settings.secrets().s3SecretKey())) {
            s3.putObject(request -> request.bucket("souk-media").key("a/b.txt"), RequestBody.fromString("picture"));

            assertThat(s3.getObjectAsBytes(request -> request.bucket("souk-media").key("a/b.txt")).asUtf8String())
                    .isEqualTo("picture");
        }
        try (S3Client stranger = s3("wrong")) {
            assertThatThrownBy(() -> stranger.listObjectsV2(request -> request.bucket("souk-media")))
                    .isInstanceOf(S3Exception.class);
        }
    }

    @Test
    void mailThatWasSentCanBeRead() throws Exception {
        try (Socket smtp = new Socket(InetAddress.getLoopbackAddress(), settings.ports().smtp())) {
            smtp.getOutputStream().write("""
                    HELO souk\r
                    MAIL FROM:<shop@souk.example>\r
                    RCPT TO:<ada@souk.example>\r
                    DATA\r
                    Subject: Your order\r
                    \r
                    Thank you\r
                    .\r
                    QUIT\r
                    """.getBytes(StandardCharsets.US_ASCII));
            smtp.getInputStream().readAllBytes();
        }
        URI messages = URI.create(
                "http://127.0.0.1:%d/api/user/ada@souk.example/messages".formatted(settings.ports().mailApi()));

        assertThat(send(HttpRequest.newBuilder(messages).build()).body()).contains("Your order").contains("Thank you");
    }

    @Test
    void nothingListensBeyondTheLoopbackAddress() {
        List<Long> pids = table.all().stream().map(Running::pid).toList();

        assertThat(ListeningSockets.beyondLoopback(pids)).isEmpty();
    }

    private static Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.ports().postgres(), database),
                user, settings.secrets().databasePassword(user));
    }

    private static String redis(String commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), settings.ports().redis())) {
            socket.getOutputStream().write((commands + "QUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .replaceAll("\\+OK\r\n$", "");
        }
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> others) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    private static String accessToken(String base) throws Exception {
        String password = URLEncoder.encode(settings.secrets().nacosPassword(), StandardCharsets.UTF_8);
        String body = form(base + "auth/user/login", "username=nacos&password=" + password, "").body();
        Matcher token = Pattern.compile("\"accessToken\":\"([^\"]+)\"").matcher(body);
        assertThat(token.find()).as(body).isTrue();
        return token.group(1);
    }

    private static HttpResponse<String> form(String uri, String form, String token) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(uri)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("accessToken", token).POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private static HttpResponse<String> json(String method, URI uri, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static S3Client s3(String secretKey) {
        return S3Client.builder().endpointOverride(URI.create("http://127.0.0.1:" + settings.ports().s3()))
                .region(Region.US_EAST_1).forcePathStyle(true).credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create(settings.secrets().s3AccessKey(), secretKey)))
                .build();
    }
}
