package dev.souk.product.config;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Lets the Elasticsearch client wait for an answer in the thread that asks. Its own transport hands each request to a
 * dispatcher's thread and each answer back, at a third of what a search costs this service; virtual threads need none of that.
 */
final class BlockingHttp implements TransportHttpClient {

    private final CloseableHttpClient http;
    private final HttpHost host;
    private final RequestConfig limits;
    private final List<Header> headers;

    /**
     * @param limits of each request
     * @param headers of each request
     */
    BlockingHttp(CloseableHttpClient http, HttpHost host, RequestConfig limits, List<Header> headers) {
        this.http = http;
        this.host = host;
        this.limits = limits;
        this.headers = headers;
    }

    /** The same connections, for requests that wait this long for their answer. */
    BlockingHttp answeredWithin(Duration time) {
        return new BlockingHttp(http, host, RequestConfig.copy(limits).setResponseTimeout(Timeout.of(time)).build(),
                headers);
    }

    /** Asks once more when a kept connection turns out to be closed; nothing that is asked of Elasticsearch here adds up. */
    @Override
    public Response performRequest(String endpoint, @Nullable Node node, Request request, TransportOptions options)
            throws IOException {
        try {
            return ask(request);
        } catch (NoHttpResponseException | SocketException closedMeanwhile) {
            return ask(request);
        }
    }

    @Override
    public CompletableFuture<Response> performRequestAsync(String endpoint, @Nullable Node node, Request request,
            TransportOptions options) {
        throw new UnsupportedOperationException("use the blocking client, in a virtual thread where nobody may wait");
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    private Answer ask(Request request) throws IOException {
        return http.execute(host, http1(request), Answer::of);
    }

    private ClassicHttpRequest http1(Request request) throws IOException {
        HttpUriRequestBase http1 = new HttpUriRequestBase(request.method(), uri(request));
        http1.setConfig(limits);
        headers.forEach(http1::setHeader);
        request.headers().forEach(http1::setHeader);
        if (request.body() != null) {
            http1.setEntity(new ByteArrayEntity(joined(request.body()), null));
        }
        return http1;
    }

    private static URI uri(Request request) {
        Map<String, String> parameters = request.queryParams();
        return URI.create(parameters.isEmpty()
                ? request.path()
                : request.path() + parameters.entrySet().stream()
                        .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", "")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] joined(Iterable<ByteBuffer> parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (WritableByteChannel channel = Channels.newChannel(all)) {
            for (ByteBuffer part : parts) {
                channel.write(part.duplicate());
            }
        }
        return all.toByteArray();
    }

    /** Read to its end, so that its connection serves others. */
    private record Answer(int statusCode, List<Header> all, @Nullable BinaryData body) implements Response {

        static Answer of(ClassicHttpResponse response) throws IOException {
            HttpEntity entity = response.getEntity();
            byte[] bytes = entity == null ? null : EntityUtils.toByteArray(entity);
            return new Answer(response.getCode(), Arrays.asList(response.getHeaders()),
                    bytes == null ? null : BinaryData.of(bytes, entity.getContentType()));
        }

        @Override
        public @Nullable Node node() {
            return null;
        }

        @Override
        public @Nullable String header(String name) {
            return headers(name).stream().findFirst().orElse(null);
        }

        @Override
        public List<String> headers(String name) {
            return all.stream().filter(header -> header.getName().equalsIgnoreCase(name)).map(Header::getValue)
                    .toList();
        }

        @Override
        public Object originalResponse() {
            return this;
        }

        @Override
        public void close() {
            // its connection was given back when it had been read
        }
    }
}
