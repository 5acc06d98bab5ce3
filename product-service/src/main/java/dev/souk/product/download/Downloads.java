package dev.souk.product.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Fetches files from the origins that the configuration names. A connection goes to exactly the address that was checked
 * before it, while TLS verifies the name of the host; neither redirects nor proxies lead anywhere else, and no answer takes
 * more time or room than it may.
 */
@Component
public final class Downloads {

    private static final int LONGEST_URL = 1_000;
    private static final int LONGEST_HEADER = 8_192;
    private static final int MOST_HEADERS = 100;
    private static final int BUFFER = 64 * 1024;
    /** Well below the five seconds after which the edge gives up. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(2);
    private static final int LONGEST_CITATION = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");
    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");

    private final DownloadProperties properties;
    private final DnsResolver resolver;
    private final TlsSocketStrategy tls;

    @Autowired
    Downloads(DownloadProperties properties) {
        this(properties, SystemDefaultDnsResolver.INSTANCE, DefaultClientTlsStrategy.createDefault());
    }

    Downloads(DownloadProperties properties, DnsResolver resolver, TlsSocketStrategy tls) {
        this.properties = properties;
        this.resolver = new Checked(resolver);
        this.tls = tls;
    }

    /** @param unmodified the source has nothing newer than what was known, and nothing was written */
    public record Downloaded(boolean unmodified, FileVersion version) {}

    /**
     * Checks what can be known of a URL without asking anybody.
     *
     * @throws DownloadRefused when its file would not be fetched
     */
    public URI checked(String url) {
        URI uri = parsed(url);
        Origin origin = Origin.of(uri);
        if (!properties.origins().contains(origin)) {
            throw new DownloadRefused(
                    ("Nothing is fetched from %s. If that host may be trusted, let an administrator add it to the "
                            + "setting souk.imports.download.origins.").formatted(origin.value()));
        }
        String host = BRACKETS.matcher(uri.getHost()).replaceAll("");
        try {
            check(host, InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            // its addresses are checked when it is connected to
        }
        return uri;
    }

    /**
     * Also asks the source, so that what would be refused later is refused at once: a host whose name leads where nothing is
     * fetched from, and a redirect. Who does not answer within two seconds, or with something else than a redirect, may have the
     * file all the same.
     *
     * @throws DownloadRefused when its file would not be fetched
     */
    public URI asked(String url) {
        URI uri = checked(url);
        HttpHead head = new HttpHead(uri);
        try {
            CompletableFuture.runAsync(() -> ask(head), Thread::startVirtualThread)
                    .get(LONGEST_QUESTION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof DownloadRefused refused) {
                throw refused;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (TimeoutException silent) {
            head.cancel();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return uri;
    }

    private void ask(HttpHead head) {
        try (CloseableHttpClient client = client();
                ClassicHttpResponse answer = client.executeOpen(null, head, null)) {
            refuseRedirect(answer);
        } catch (IOException away) {
            // whether it is there shows when it is fetched
        }
    }

    /**
     * Writes the file to {@code out}, which is not closed.
     *
     * @param known the file is wanted only if it is another version
     * @param goOn asked now and then; when it says no, the source counts as unreachable
     * @throws DownloadRefused when it must not be fetched, is too large or is not there
     * @throws SourceUnreachable when it may be fetched at another time; some of it may be written
     * @throws UncheckedIOException when it cannot be written
     */
    public Downloaded fetch(String url, FileVersion known, OutputStream out, BooleanSupplier goOn)
            throws SourceUnreachable {
        HttpGet get = new HttpGet(checked(url));
        known.conditions().forEach(get::setHeader);
        AtomicBoolean late = new AtomicBoolean();
        // a thread of its own, since the common pool of a small machine has but one, which others may hold
        CompletableFuture.delayedExecutor(properties.timeLimit().toMillis(), TimeUnit.MILLISECONDS,
                Thread::startVirtualThread).execute(() -> {
                    late.set(true);
                    get.cancel();
                });
        try (CloseableHttpClient client = client();
                ClassicHttpResponse answer = client.executeOpen(null, get, null)) {
            try {
                return read(answer, known, out, goOn);
            } finally {
                get.cancel(); // else closing would read the rest of an answer that is not wanted
            }
        } catch (IOException failure) {
            throw new SourceUnreachable(late.get()
                    ? "the source took longer than " + properties.timeLimit().toSeconds() + " s"
                    : "the source cannot be reached or breaks off: " + printable(failure.getMessage()), failure);
        }
    }

    private Downloaded read(ClassicHttpResponse answer, FileVersion known, OutputStream out, BooleanSupplier goOn)
            throws IOException, SourceUnreachable {
        int status = answer.getCode();
        if (status == HttpStatus.SC_NOT_MODIFIED && known.isKnown()) {
            return new Downloaded(true, known);
        }
        if (status >= HttpStatus.SC_SERVER_ERROR || status == HttpStatus.SC_TOO_MANY_REQUESTS
                || status == HttpStatus.SC_REQUEST_TIMEOUT) {
            throw new SourceUnreachable("the source answers " + status);
        }
        refuseRedirect(answer);
        if (status != HttpStatus.SC_OK || answer.getEntity() == null) {
            throw new DownloadRefused("the source answers " + status + " instead of the file");
        }
        try (InputStream content = answer.getEntity().getContent()) {
            copy(content, out, goOn);
        }
        return new Downloaded(false,
                new FileVersion(header(answer, HttpHeaders.ETAG), header(answer, HttpHeaders.LAST_MODIFIED)));
    }

    private static void refuseRedirect(ClassicHttpResponse answer) {
        String elsewhere = header(answer, HttpHeaders.LOCATION);
        if (answer.getCode() >= HttpStatus.SC_REDIRECTION && answer.getCode() < HttpStatus.SC_CLIENT_ERROR
                && elsewhere != null) {
            throw new DownloadRefused("the source redirects to " + printable(elsewhere)
                    + ", and redirects are not followed: give the address of the file itself");
        }
    }

    private void copy(InputStream content, OutputStream out, BooleanSupplier goOn)
            throws IOException, SourceUnreachable {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            size += read;
            if (!goOn.getAsBoolean()) {
                throw new SourceUnreachable("the service stops");
            }
            if (size > properties.largestFile().toBytes()) {
                throw new DownloadRefused("the file is larger than " + properties.largestFile().toMegabytes()
                        + " MB; compress or split it");
            }
            try {
                out.write(buffer, 0, read);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    private static URI parsed(String url) {
        try {
            URI uri = new URI(url);
            Origin.of(uri);
            if (url.length() <= LONGEST_URL) {
                return uri;
            }
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            // said below
        }
        throw new DownloadRefused("Give the URL of a file: https://, a host without user name, a path; at most "
                + LONGEST_URL + " characters.");
    }

    private void check(String host, InetAddress address) {
        if (!PublicInternet.has(address) && !PublicInternet.isIn(address, properties.privateNetworks())) {
            throw new DownloadRefused(
                    ("%s is %s, which is not on the public internet. If files may come from there, let an "
                            + "administrator add the address to the setting souk.imports.download.private-networks.")
                            .formatted(host, address.getHostAddress()));
        }
    }

    /** Refuses a name of which any address may not be asked, so that not chance decides. */
    private final class Checked implements DnsResolver {

        private final DnsResolver resolver;

        Checked(DnsResolver resolver) {
            this.resolver = resolver;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = resolver.resolve(host);
            for (InetAddress address : addresses) {
                check(host, address);
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** As little of a browser as possible; a new one each time, since connections to checked addresses are not kept. */
    private CloseableHttpClient client() {
        return HttpClientBuilder.create()
                .setConnectionManager(connections())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(properties.longestSilence()))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Souk")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private HttpClientConnectionManager connections() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(tls)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(properties.connectTimeout()))
                        .setSocketTimeout(timeout(properties.longestSilence()))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(timeout(properties.connectTimeout()))
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_HEADER)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    private static @Nullable String header(ClassicHttpResponse answer, String name) {
        Header header = answer.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** What others say, before it is shown. */
    private static String printable(@Nullable String text) {
        String printable = UNPRINTABLE.matcher(Objects.requireNonNullElse(text, "")).replaceAll("?");
        return printable.length() > LONGEST_CITATION ? printable.substring(0, LONGEST_CITATION) : printable;
    }
}
