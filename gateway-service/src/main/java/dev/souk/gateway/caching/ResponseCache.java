package dev.souk.gateway.caching;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.souk.gateway.settings.LiveSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps what services call {@code public} for as long as they say ({@code max-age}, {@code s-maxage}), and answers
 * {@code 304} to those who have it already. While versions of a service differ (a canary), none of its answers is given.
 */
@Component
final class ResponseCache implements GlobalFilter, Ordered {

    private static final int CAPACITY_BYTES = 32 * 1024 * 1024;
    private static final int LARGEST_BYTES = 256 * 1024;
    private static final int ENTRY_OVERHEAD_BYTES = 1024;
    private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CACHE_CONTROL,
            HttpHeaders.ETAG, HttpHeaders.LAST_MODIFIED, HttpHeaders.CONTENT_LANGUAGE, HttpHeaders.CONTENT_DISPOSITION,
            HttpHeaders.VARY, HttpHeaders.LINK, "X-Content-Type-Options");

    private final Cache<String, StoredAnswer> answers = Caffeine.newBuilder()
            .maximumWeight(CAPACITY_BYTES)
            .weigher((String key, StoredAnswer answer) -> answer.body().length + key.length() + ENTRY_OVERHEAD_BYTES)
            .expireAfter(Expiry.creating((String key, StoredAnswer answer) -> answer.freshFor()))
            .build();
    private final LiveSettings settings;
    private final Clock clock;
    private final Counter hits;
    private final Counter stored;

    ResponseCache(LiveSettings settings, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.clock = clock;
        this.hits = Counter.builder("souk.edge.cache").tag("result", "hit").register(meters);
        this.stored = Counter.builder("souk.edge.cache").tag("result", "stored").register(meters);
    }

    /** After the token was checked, before anything that spares a service is used up. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 15;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!request.getMethod().equals(HttpMethod.GET) || request.getHeaders().containsHeader(HttpHeaders.RANGE)
                || hasCanary(exchange)) {
            return chain.filter(exchange);
        }
        String key = keyOf(request.getURI());
        StoredAnswer answer = answers.getIfPresent(key);
        return answer == null
                ? chain.filter(exchange.mutate().response(new Recorder(exchange.getResponse(), key)).build())
                : give(answer, exchange);
    }

    /** No query is another address than the query {@code null}. */
    private static String keyOf(URI address) {
        String query = address.getRawQuery();
        return query == null ? address.getRawPath() : address.getRawPath() + "?" + query;
    }

    private boolean hasCanary(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        return settings.current().canary().containsKey(route.getUri().getHost());
    }

    private Mono<Void> give(StoredAnswer answer, ServerWebExchange exchange) {
        hits.increment();
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().putAll(answer.headers());
        Duration age = Duration.between(answer.storedAt(), clock.instant());
        response.getHeaders().set(HttpHeaders.AGE, String.valueOf(age.toSeconds()));
        response.getHeaders().set("Cache-Status", "souk-edge; hit"); // RFC 9211
        boolean whateverThereIs = exchange.getRequest().getHeaders().getIfNoneMatch().contains("*");
        if (exchange.checkNotModified(answer.tag()) || whateverThereIs) { // Spring leaves the star to writes
            response.setStatusCode(HttpStatus.NOT_MODIFIED);
            return response.setComplete();
        }
        response.setStatusCode(HttpStatus.OK);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(answer.body())));
    }

    /** Keeps a copy of an answer that may be kept, while it passes. */
    private final class Recorder extends ServerHttpResponseDecorator {

        private final String key;

        Recorder(ServerHttpResponse response, String key) {
            super(response);
            this.key = key;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            Duration freshFor = HttpStatus.OK.equals(getStatusCode()) ? Freshness.of(getHeaders()) : Duration.ZERO;
            if (freshFor.isZero() || getHeaders().getContentLength() > LARGEST_BYTES) {
                return super.writeWith(body);
            }
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            return super.writeWith(Flux.from(body)
                    .doOnNext(part -> copy(part, copy))
                    .doOnComplete(() -> keep(copy.toByteArray(), freshFor)));
        }

        private void copy(DataBuffer part, ByteArrayOutputStream copy) {
            if (copy.size() <= LARGEST_BYTES) {
                byte[] bytes = new byte[part.readableByteCount()];
                part.toByteBuffer(ByteBuffer.wrap(bytes));
                copy.writeBytes(bytes);
            }
        }

        private void keep(byte[] body, Duration freshFor) {
            if (body.length > LARGEST_BYTES) {
                return;
            }
            HttpHeaders kept = new HttpHeaders();
            for (String name : KEPT_HEADERS) {
                getHeaders().getOrEmpty(name).forEach(value -> kept.add(name, value));
            }
            String tag = Objects.requireNonNullElseGet(kept.getETag(), () -> tagOf(body));
            kept.setETag(tag);
            answers.put(key, new StoredAnswer(kept, tag, body, clock.instant(), freshFor));
            stored.increment();
        }
    }

    private static String tagOf(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return "W/\"" + Integer.toHexString(body.length) + "-" + HexFormat.of().toHexDigits(sum.getValue(), 8) + "\"";
    }
}
