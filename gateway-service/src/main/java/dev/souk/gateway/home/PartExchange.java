package dev.souk.gateway.home;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;

/**
 * A request of its own for one part of a page, by the same caller: to the filters of the edge it looks like any other one.
 * What it finds and leaves on its way (route, instance, connection) is its own, because several are on their way at once.
 */
final class PartExchange extends ServerWebExchangeDecorator {

    /** About the client's own body, copy or connection, and not about the part. */
    private static final Set<String> NOT_PASSED_ON = Set.of("accept-encoding", "connection", "cookie", "expect",
            "range", "te", "trailer", "transfer-encoding", "upgrade");

    private final ServerHttpRequest request;
    private final PartAnswer answer;
    private final Map<String, Object> attributes;

    PartExchange(ServerWebExchange page, HomePart part, int largestBytes) {
        super(page);
        this.request = new WithoutBody(page.getRequest().mutate().uri(addressOf(part, page.getRequest().getURI()))
                .headers(headers -> {
                    headers.headerNames().stream().filter(PartExchange::isNotPassedOn).toList()
                            .forEach(headers::remove);
                    headers.set(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
                }).build());
        this.answer = new PartAnswer(page.getResponse().bufferFactory(), largestBytes);
        this.attributes = new ConcurrentHashMap<>(page.getAttributes());
    }

    @Override
    public ServerHttpRequest getRequest() {
        return request;
    }

    @Override
    public PartAnswer getResponse() {
        return answer;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    /** Whether the client has the page already is no question to a part of it. */
    @Override
    public boolean isNotModified() {
        return false;
    }

    @Override
    public boolean checkNotModified(Instant lastModified) {
        return false;
    }

    @Override
    public boolean checkNotModified(String etag) {
        return false;
    }

    @Override
    public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
        return false;
    }

    private static URI addressOf(HomePart part, URI page) {
        return page.resolve(part.address());
    }

    private static boolean isNotPassedOn(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return NOT_PASSED_ON.contains(name) || name.startsWith("content-") || name.startsWith("if-");
    }

    /** A client may send one with any request, but it can be read only once. */
    private static final class WithoutBody extends ServerHttpRequestDecorator {

        WithoutBody(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.empty();
        }
    }
}
