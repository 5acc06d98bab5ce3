package dev.souk.product.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.souk.product.ProductPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductPlatform
class ObjectStoreTests {

    private static final byte[] FILE = "five!".getBytes(StandardCharsets.UTF_8);

    private final String key = "test/" + UUID.randomUUID();

    @Autowired
    private StorageProperties properties;

    @Test
    void browsersAreSentToThePublicEndpointWhileTheServiceUsesTheInnerOne() throws Exception {
        URI inner = properties.endpoint();
        String publicHost = inner.getHost().equals("localhost") ? "127.0.0.1" : "localhost";
        ObjectStore store = store(inner, URI.create("http://" + publicHost + ":" + inner.getPort()));

        URI url = store.presignPut(key, "text/plain", FILE.length, Duration.ofMinutes(1));

        assertThat(url).hasHost(publicHost).hasPort(inner.getPort());
        String innerUrl = url.toString().replace(publicHost, inner.getHost());
        assertThat(upload(URI.create(innerUrl))).as("signed for the public host only").isEqualTo(403);
        assertThat(upload(url)).isEqualTo(200);
        assertThat(store.open(key)).hasValueSatisfying(file -> assertThat(file.content()).hasBinaryContent(FILE));
    }

    @Test
    void theInnerEndpointIsThePublicOneUnlessItIsSet() {
        assertThat(properties.publicEndpoint()).isEqualTo(properties.endpoint());
    }

    @Test
    void aConnectionThatBreaksOffIsNotTheEndOfTheFile() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerHalf(server));
            URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
            InputStream content = store(endpoint, endpoint).open(key).orElseThrow().content();
            assertThatIOException().isThrownBy(content::readAllBytes);
        }
    }

    @Test
    void whatIsNotThereIsDeletedAlready() {
        ObjectStore store = store(properties.endpoint(), properties.endpoint());
        store.delete(key);
        assertThat(store.open(key)).isEmpty();
    }

    private ObjectStore store(URI endpoint, URI publicEndpoint) {
        return Stores.at(new StorageProperties(endpoint, publicEndpoint, properties.region(), properties.bucket(),
                properties.accessKey(), properties.secretKey()));
    }

    private static int upload(URI url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url).header("Content-Type", "text/plain")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(FILE)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
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
