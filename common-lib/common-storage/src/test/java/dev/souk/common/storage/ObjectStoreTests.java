package dev.souk.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.souk.common.storage.ObjectStore.FileInfo;
import dev.souk.common.storage.ObjectStore.UploadUrl;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.test.Engines;
import dev.souk.test.S3Server;
import dev.souk.test.TestNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.InputStreamSource;

class ObjectStoreTests {

    private static final String BUCKET = TestNames.unique("files");
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final byte[] FILE = "five!".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "FIVE!".getBytes(StandardCharsets.UTF_8);

    private final S3Server server = Engines.s3();
    private final URI endpoint = URI.create(server.endpoint());
    private final ObjectStore store = store(endpoint, endpoint);
    private final String key = "test/" + UUID.randomUUID();

    @Test
    void aFileComesBackAsItWasStored() {
        Instant before = Instant.now().minusSeconds(2);
        put(key, FILE);

        assertContent(key, FILE);
        assertThat(store.open(key).orElseThrow().size()).isEqualTo(FILE.length);
        FileInfo info = store.head(key).orElseThrow();
        assertThat(info.key()).isEqualTo(key);
        assertThat(info.size()).isEqualTo(FILE.length);
        assertThat(info.storedAt()).isBetween(before, Instant.now().plusSeconds(2));
    }

    @Test
    void whatIsNotThereIsNeitherFoundNorCopiedAndDeletedAlready() {
        store.delete(key);
        assertThat(store.open(key)).isEmpty();
        assertThat(store.head(key)).isEmpty();
        assertThat(store.copy(key, key + "-copy")).isFalse();
        assertThat(store.head(key + "-copy")).isEmpty();
    }

    @Test
    void aBucketThatIsNotThereHasNoFiles() {
        String bucket = TestNames.unique("none");
        ObjectStore none = store(endpoint, endpoint, bucket);
        assertThat(none.open(key)).isEmpty();
        assertThat(none.head(key)).isEmpty();
        assertThat(none.copy(key, key + "-copy")).isFalse();
        assertThat(none.list("", null, 10)).isEmpty();
    }

    @Test
    void aCopyStaysWhenTheFileGoes() {
        put(key, FILE);
        assertThat(store.copy(key, key + "-copy")).isTrue();
        put(key, OTHER);
        store.delete(key);
        assertContent(key + "-copy", FILE);
    }

    @Test
    void filesAreListedInTheOrderOfTheirKeysPageByPage() {
        List<String> keys = Stream.of("/a", "/b/1", "/b/2", "/c").map(key::concat).toList();
        keys.reversed().forEach(each -> put(each, FILE));
        put(key + "x", FILE);

        List<FileInfo> first = store.list(key + "/", null, 3);
        assertThat(first).extracting(FileInfo::key).isEqualTo(keys.subList(0, 3));
        assertThat(first).extracting(FileInfo::size).containsOnly((long) FILE.length);
        assertThat(store.list(key + "/", first.getLast().key(), 3)).extracting(FileInfo::key)
                .containsExactly(keys.getLast());
        assertThat(store.list(key + "/", keys.getLast(), 3)).isEmpty();
    }

    @Test
    void browsersAreSentToThePublicEndpointWhileTheServiceUsesTheInnerOne() throws Exception {
        URI inner = endpoint;
        String publicHost = inner.getHost().equals("localhost") ? "127.0.0.1" : "localhost";
        ObjectStore between = store(inner, URI.create("http://" + publicHost + ":" + inner.getPort()));

        UploadUrl upload = between.presignPut(key, "text/plain", FILE.length, null, A_MINUTE);

        assertThat(upload.url()).hasHost(publicHost).hasPort(inner.getPort());
        String innerUrl = upload.url().toString().replace(publicHost, inner.getHost());
        assertThat(put(URI.create(innerUrl), upload.headers(), FILE)).as("signed for the public host only")
                .isEqualTo(403);
        assertThat(put(upload.url(), upload.headers(), FILE)).isEqualTo(200);
        assertContent(key, FILE);
    }

    @Test
    void anUploadIsBoundToItsTypeSizeAndHash() throws Exception {
        UploadUrl upload = store.presignPut(key, "text/plain", FILE.length, sha256(FILE), A_MINUTE);

        assertThat(upload.headers()).isEqualTo(
                Map.of("content-type", "text/plain", "x-amz-checksum-sha256", sha256(FILE)));
        assertThat(put(upload.url(), Map.of("content-type", "text/plain"), OTHER)).as("no hash").isEqualTo(403);
        assertThat(put(upload.url(),
                Map.of("content-type", "text/plain", "x-amz-checksum-sha256", sha256(OTHER)), OTHER))
                .as("another hash").isEqualTo(403);
        assertThat(put(upload.url(), Map.of("content-type", "text/html", "x-amz-checksum-sha256", sha256(FILE)), FILE))
                .as("another type").isEqualTo(403);
        assertThat(put(upload.url(), upload.headers(), "longer than five".getBytes(StandardCharsets.UTF_8)))
                .as("another size").isEqualTo(403);
        assertThat(store.head(key)).isEmpty();
        assertThat(put(upload.url(), upload.headers(), FILE)).isEqualTo(200);
        assertContent(key, FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice 2026-1.pdf", "Rechnung \u00fc \"1\".pdf", "a\r\nX-Evil: 1.pdf"})
    void aPrivateFileIsDownloadedByASignedUrlOnly(String fileName) throws Exception {
        put(key, FILE);
        URI url = store.presignGet(key, fileName, A_MINUTE);

        HttpResponse<byte[]> file = get(url);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(FILE);
        assertThat(file.headers().firstValue("content-disposition").orElseThrow()).startsWith("attachment;");
        assertThat(file.headers().firstValue("x-evil")).isEmpty();
        assertThat(file.headers().firstValue("cache-control")).contains("private, no-store");

        assertThat(get(URI.create(url.toString().split("\\?", -1)[0])).statusCode()).as("unsigned").isEqualTo(403);
        assertThat(get(URI.create(url.toString().replace(key, key + "-other"))).statusCode()).as("another file")
                .isEqualTo(403);
        assertThat(get(URI.create(url.toString().replace("attachment", "inline"))).statusCode()).as("shown in a page")
                .isEqualTo(403);
        assertThat(get(URI.create(url.toString().replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))).statusCode())
                .as("for longer").isEqualTo(403);
    }

    @Test
    void noUrlToReadWorksForLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.presignGet(key, "x.pdf", ObjectStore.LONGEST_READ.plusSeconds(1)))
                .withMessageContaining("PT15M");
    }

    @Test
    void aConnectionThatBreaksOffIsNotTheEndOfTheFile() throws IOException {
        try (ServerSocket broken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerHalf(broken));
            URI half = URI.create("http://127.0.0.1:" + broken.getLocalPort());
            InputStream content = store(half, half).open(key).orElseThrow().content();
            assertThatIOException().isThrownBy(content::readAllBytes);
        }
    }

    @Test
    void whatWasSentHalfIsSentAgainFromItsBeginning() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        InputStreamSource source = () -> {
            opened.incrementAndGet();
            return new SequenceInputStream(new ByteArrayInputStream(FILE), InputStream.nullInputStream());
        };
        try (ServerSocket broken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> takeHalf(broken));
            URI half = URI.create("http://127.0.0.1:" + broken.getLocalPort());
            assertThatExceptionOfType(DependencyUnavailable.class)
                    .isThrownBy(() -> store(half, half).put(key, "text/plain", source, FILE.length));
        }
        assertThat(opened.get()).isGreaterThan(1);
    }

    @Test
    void whileStorageIsAwayEachCallSaysSo() {
        URI nobody = URI.create("http://127.0.0.1:1");
        ObjectStore away = store(nobody, nobody);
        Stream.<Runnable>of(
                () -> away.open(key), () -> away.head(key), () -> away.delete(key), () -> away.copy(key, key),
                () -> away.list("", null, 1),
                () -> away.put(key, "text/plain", () -> new ByteArrayInputStream(FILE), FILE.length),
                () -> away.presignPut(key, "text/plain", 1, null, A_MINUTE))
                .forEach(call -> assertThatExceptionOfType(DependencyUnavailable.class).isThrownBy(call::run));
    }

    private void put(String to, byte[] file) {
        store.put(to, "text/plain", () -> new ByteArrayInputStream(file), file.length);
    }

    private void assertContent(String of, byte[] expected) {
        assertThat(store.open(of)).hasValueSatisfying(file -> assertThat(file.content()).hasBinaryContent(expected));
    }

    private ObjectStore store(URI endpoint, URI publicEndpoint) {
        return store(endpoint, publicEndpoint, BUCKET);
    }

    private ObjectStore store(URI endpoint, URI publicEndpoint, String bucket) {
        StorageAutoConfiguration configuration = new StorageAutoConfiguration();
        StorageProperties properties = new StorageProperties(endpoint, publicEndpoint, "us-east-1", bucket,
                server.accessKey(), server.secretKey());
        return configuration.objectStore(configuration.s3Client(properties), configuration.s3Presigner(properties),
                properties);
    }

    private static String sha256(byte[] file) throws NoSuchAlgorithmException {
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(file));
    }

    private static int put(URI url, Map<String, String> headers, byte[] file) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).PUT(HttpRequest.BodyPublishers.ofByteArray(file));
        headers.forEach(request::header);
        return send(request).statusCode();
    }

    private static HttpResponse<byte[]> get(URI url) throws Exception {
        return send(HttpRequest.newBuilder(url));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /** Has the bucket, and breaks off in the middle of each file. */
    private static void takeHalf(ServerSocket server) {
        byte[] buffer = new byte[64 * 1024];
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                int read = connection.getInputStream().read(buffer);
                boolean asksForBucket = new String(buffer, 0, Math.max(read, 0), StandardCharsets.US_ASCII)
                        .startsWith("HEAD ");
                connection.getOutputStream().write((asksForBucket
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        : "HTTP/1.1 100 Continue\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(asksForBucket || connection.getInputStream().read(buffer) > 0).isTrue();
            } catch (IOException closed) {
                // the test is over, or the next attempt comes
            }
        }
    }

    private static void answerHalf(ServerSocket server) {
        try (Socket connection = server.accept()) {
            byte[] request = new byte[64 * 1024];
            assertThat(connection.getInputStream().read(request)).isPositive();
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!"
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            // the test is over
        }
    }
}
