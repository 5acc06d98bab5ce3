package dev.souk.product.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.souk.product.PartnerHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.util.unit.DataSize;

class DownloadsTests {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");
    private static final String PASSWORD = "changeit";

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger lookUps = new AtomicInteger();
    private PartnerHost partner;

    @BeforeEach
    void start() throws IOException {
        partner = new PartnerHost();
    }

    @AfterEach
    void stop() {
        over.countDown();
        partner.close();
    }

    @Test
    void aFileIsFetchedWithWhatItsSourceSaysOfIt() throws Exception {
        String url = partner.serve("/feed", "\"one\"", "a feed");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Downloads.Downloaded first = downloads(partner.origin()).fetch(url, FileVersion.UNKNOWN, file, () -> true);
        assertThat(file.toString(UTF_8)).isEqualTo("a feed");
        assertThat(first).isEqualTo(new Downloads.Downloaded(false, new FileVersion("\"one\"", null)));

        file.reset();
        assertThat(downloads(partner.origin()).fetch(url, first.version(), file, () -> true).unmodified()).isTrue();
        assertThat(file.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:%d/feed", "http://127.0.0.1/feed", "http://127.0.0.2:%d/feed",
            "http://localhost:%d/feed", "http://127.0.0.1.example.com:%d/feed", "http://2130706433:%d/feed",
            "http://user@127.0.0.1:%d/feed", "http://:@127.0.0.1:%d/feed", "http://127.0.0.1:%d@example.com/feed",
            "http://[::ffff:127.0.0.1]:%d/feed", "file:///etc/passwd", "ftp://127.0.0.1:%d/feed",
            "gopher://127.0.0.1:%d/",
            "jar:http://127.0.0.1:%d/a.jar!/", "//127.0.0.1:%d/feed", "http:127.0.0.1:%d", "http://127.0.0.1:%d /feed",
            "http://127.0.0.1:99999999999/feed", "feed", ""})
    void nothingIsFetchedFromAnywhereElse(String url) {
        assertRefused(downloads(partner.origin()), url.formatted(partner.port()));
        assertThat(partner.requests()).isEmpty();
    }

    @Test
    void theNameOfAnOriginHasOneSpelling() throws Exception {
        partner.serve("/feed", "\"one\"", "a feed");
        assertThat(fetched(downloads("HTTP://Feeds.Example.TEST:" + partner.port(), "127.0.0.1", _ -> LOOPBACK),
                "http://FEEDS.example.test:" + partner.port() + "/feed")).isEqualTo("a feed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d", "http://[::1]:%d", "http://[fe80::1]:%d", "https://169.254.169.254"})
    void anAddressThatIsNotPublicIsRefusedAlthoughItsOriginIsNamed(String origin) {
        String named = origin.formatted(partner.port());
        Downloads downloads = new Downloads(properties(named, List.of()));
        assertThatExceptionOfType(DownloadRefused.class).isThrownBy(() -> downloads.checked(named + "/feed"))
                .withMessageContaining("not on the public internet");
    }

    @Test
    void aNameOfWhichOneAddressIsNotPublicIsRefused() {
        Downloads downloads = downloads("http://feeds.example.test:" + partner.port(), "127.0.0.1",
                _ -> LOOPBACK, _ -> METADATA);
        assertThatExceptionOfType(DownloadRefused.class)
                .isThrownBy(() -> fetched(downloads, "http://feeds.example.test:" + partner.port() + "/feed"))
                .withMessageContaining("169.254.169.254");
        assertThat(partner.requests()).isEmpty();
    }

    @Test
    void aNameThatLeadsToAPrivateAddressIsRefusedBeforeAnythingIsFetched() {
        String origin = "http://feeds.example.test:" + partner.port();
        Downloads downloads = downloads(origin, "127.0.0.1", _ -> LOOPBACK, _ -> METADATA);
        assertThatExceptionOfType(DownloadRefused.class).isThrownBy(() -> downloads.asked(origin + "/feed"))
                .withMessageContaining("169.254.169.254");
    }

    @Test
    void aSourceThatIsAwayOrSilentIsTakenAtItsWord() throws IOException {
        String url = partner.serve("/feed", exchange -> {
            try {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(downloads(partner.origin()).asked(url)).hasToString(url);
        String away;
        try (ServerSocket closed = new ServerSocket(0)) {
            away = "http://127.0.0.1:" + closed.getLocalPort();
        }
        assertThat(downloads(away).asked(away + "/feed")).hasToString(away + "/feed");
    }

    @Test
    void theConnectionGoesToTheAddressThatWasChecked() throws Exception {
        partner.serve("/feed", "\"one\"", "a feed");
        Downloads downloads = downloads("http://feeds.example.test:" + partner.port(), "127.0.0.1",
                look -> look == 1 ? LOOPBACK : METADATA);
        assertThat(fetched(downloads, "http://feeds.example.test:" + partner.port() + "/feed")).isEqualTo("a feed");
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        partner.serve("/secret", "\"one\"", "secret");
        String url = partner.serve("/feed", exchange -> {
            exchange.getResponseHeaders().set("Location", partner.origin() + "/secret");
            exchange.sendResponseHeaders(302, -1);
        });
        assertThatExceptionOfType(DownloadRefused.class).isThrownBy(() -> fetched(downloads(partner.origin()), url))
                .withMessageContaining("redirects to " + partner.origin() + "/secret");
        assertThat(partner.requests()).containsExactly("/feed");
    }

    @Test
    void aProxyOfTheMachineIsNotUsed() throws Exception {
        String url = partner.serve("/feed", "\"one\"", "a feed");
        try (PartnerHost proxy = new PartnerHost()) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
            System.setProperty("http.nonProxyHosts", "");
            assertThat(fetched(downloads(partner.origin()), url)).isEqualTo("a feed");
            assertThat(proxy.requests()).isEmpty();
        } finally {
            Stream.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndNotReadToItsEnd() {
        String url = partner.serve("/feed", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[64 * 1024];
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(piece); // breaks when nobody reads it any longer
            }
        });
        assertThatExceptionOfType(DownloadRefused.class).isThrownBy(() -> fetched(downloads(partner.origin()), url))
                .withMessageContaining("larger than 1 MB");
    }

    @Test
    void aSourceThatDripsIsLeftAfterTheTimeLimit() {
        String url = partner.serve("/feed", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!isOverAfter(20)) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
        });
        assertThatExceptionOfType(SourceUnreachable.class).isThrownBy(() -> fetched(downloads(partner.origin()), url))
                .withMessageContaining("took longer than 1 s");
    }

    @Test
    void aSourceThatIsSilentIsLeft() {
        String url = partner.serve("/feed", _ -> isOverAfter(60_000));
        assertThatExceptionOfType(SourceUnreachable.class).isThrownBy(() -> fetched(downloads(partner.origin()), url))
                .withMessageContaining("timed out");
    }

    @Test
    void aHeaderWithoutEndIsNotKept() throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 1, LOOPBACK)) {
            Thread.startVirtualThread(() -> {
                try (Socket client = endless.accept()) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
                    while (true) {
                        client.getOutputStream().write(new byte[1024]);
                    }
                } catch (IOException left) {
                    // as it should be
                }
            });
            String origin = "http://127.0.0.1:" + endless.getLocalPort();
            assertThatExceptionOfType(SourceUnreachable.class)
                    .isThrownBy(() -> fetched(downloads(origin), origin + "/feed"))
                    .withMessageContaining("line length");
        }
    }

    @Test
    void whatIsNotThereIsRefusedAndWhatIsBrokenIsNot() {
        assertThatExceptionOfType(DownloadRefused.class)
                .isThrownBy(() -> fetched(downloads(partner.origin()), partner.origin() + "/missing"))
                .withMessageContaining("404");
        String url = partner.serve("/feed", exchange -> exchange.sendResponseHeaders(503, -1));
        assertThatExceptionOfType(SourceUnreachable.class).isThrownBy(() -> fetched(downloads(partner.origin()), url))
                .withMessageContaining("503");
        String unasked = partner.serve("/unasked", exchange -> exchange.sendResponseHeaders(304, -1));
        assertThatExceptionOfType(DownloadRefused.class)
                .isThrownBy(() -> fetched(downloads(partner.origin()), unasked)).withMessageContaining("304");
    }

    @Test
    void aFileThatBreaksOffIsNotTakenForWhole() {
        String url = partner.serve("/feed", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
        });
        assertThatExceptionOfType(SourceUnreachable.class).isThrownBy(() -> fetched(downloads(partner.origin()), url));
    }

    @Test
    void tlsVerifiesTheNameAlthoughTheAddressIsPinned(@TempDir Path directory) throws Exception {
        SSLContext tls = tlsOf("feeds.example.test", directory);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        try (PartnerHost secure = new PartnerHost(server)) {
            secure.serve("/feed", "\"one\"", "a feed");
            assertThat(fetched(trusting(tls, "https://feeds.example.test:" + secure.port()),
                    "https://feeds.example.test:" + secure.port() + "/feed")).isEqualTo("a feed");
            assertThatExceptionOfType(SourceUnreachable.class)
                    .isThrownBy(() -> fetched(trusting(tls, "https://other.example.test:" + secure.port()),
                            "https://other.example.test:" + secure.port() + "/feed"))
                    .withMessageContaining("other.example.test");
            assertThat(secure.requests()).hasSize(1);
        }
    }

    @Test
    void aSettingThatIsNoOriginIsRefused() {
        for (String setting : List.of("feeds.example.com", "https://feeds.example.com/", "https://*.example.com",
                "ftp://feeds.example.com", "https://feeds.example.com?x", "mailto:feeds@example.com")) {
            assertThatExceptionOfType(IllegalArgumentException.class).as(setting)
                    .isThrownBy(() -> new Origin(setting));
        }
    }

    private boolean isOverAfter(long milliseconds) {
        try {
            return over.await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static String fetched(Downloads downloads, String url) throws SourceUnreachable {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        downloads.fetch(url, FileVersion.UNKNOWN, file, () -> true);
        return file.toString(UTF_8);
    }

    private static void assertRefused(Downloads downloads, String url) {
        assertThatExceptionOfType(DownloadRefused.class).isThrownBy(() -> downloads.checked(url));
        assertThatExceptionOfType(DownloadRefused.class).isThrownBy(() -> fetched(downloads, url));
    }

    private static Downloads downloads(String origin) {
        return new Downloads(properties(origin, List.of(new IpAddressMatcher("127.0.0.1"))));
    }

    /** @param addresses of any name, by how often one was looked up, from 1 */
    @SafeVarargs
    private Downloads downloads(String origin, String network, Function<Integer, InetAddress>... addresses) {
        return new Downloads(properties(origin, List.of(new IpAddressMatcher(network))), names(addresses),
                DefaultClientTlsStrategy.createDefault());
    }

    private Downloads trusting(SSLContext tls, String origin) {
        return new Downloads(properties(origin, List.of(new IpAddressMatcher("127.0.0.1"))), names(_ -> LOOPBACK),
                new DefaultClientTlsStrategy(tls));
    }

    @SafeVarargs
    private DnsResolver names(Function<Integer, InetAddress>... addresses) {
        return new DnsResolver() {

            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                int look = lookUps.incrementAndGet();
                return Stream.of(addresses).map(address -> address.apply(look)).toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static DownloadProperties properties(String origin, List<IpAddressMatcher> networks) {
        return new DownloadProperties(List.of(new Origin(origin)), networks, DataSize.ofMegabytes(1),
                Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    /** Of a server with a certificate for the name, and of a client that trusts it. */
    private static SSLContext tlsOf(String name, Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + name,
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            keys.load(content, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
