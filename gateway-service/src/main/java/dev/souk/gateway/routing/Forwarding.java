package dev.souk.gateway.routing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import dev.souk.gateway.access.UpstreamTime;
import dev.souk.gateway.client.ConnectionThread;
import dev.souk.gateway.security.ForgedHeaders;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Asks the service behind, in place of the gateway's own {@code NettyRoutingFilter}: on the thread that received the request
 * and over connections of that thread, so that nothing is handed from one thread to another. For {@code http} and
 * {@code https} only. {@link Answering} passes the answer on.
 */
@Component
final class Forwarding implements GlobalFilter, Ordered {

    private final HttpClient connections;
    private final ForgedHeaders forged;
    private final HttpClientProperties defaults;
    private final List<MediaType> streams;
    private final Map<Lane, Client> clients = new ConcurrentHashMap<>();

    /** One thread, and how long it waits for a new connection. */
    private record Lane(@Nullable EventLoop thread, int connectTimeoutMs) {}

    private record Client(HttpClient http, Scheduler timer) {}

    private record Given(HttpClientResponse head, Connection connection) {}

    Forwarding(HttpClient connections, ForgedHeaders forged, HttpClientProperties defaults,
            GatewayProperties gateway) {
        this.connections = connections;
        this.forged = forged;
        this.defaults = defaults;
        this.streams = gateway.getStreamingMediaTypes();
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI address = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        if (ServerWebExchangeUtils.isAlreadyRouted(exchange)
                || !"http".equalsIgnoreCase(address.getScheme()) && !"https".equalsIgnoreCase(address.getScheme())) {
            return chain.filter(exchange);
        }
        ServerWebExchangeUtils.setAlreadyRouted(exchange);
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Client client = clients.computeIfAbsent(
                new Lane(ConnectionThread.eventLoop(exchange.getRequest()), connectTimeoutMs(route)), this::client);
        Upload upload = new Upload(exchange.getRequest(), client.timer());
        Mono<Given> answer = ask(client.http(), exchange).uri(address)
                .send((request, body) -> send(exchange, upload, request, body))
                .responseConnection((head, connection) -> Mono.just(new Given(head, connection))).next();
        Duration limit = responseTimeout(route);
        long begin = System.nanoTime();
        return (limit == null ? answer : answer.timeout(upload.sentFor(limit)))
                .doOnTerminate(() -> UpstreamTime.add(exchange, begin))
                .flatMap(given -> {
                    // first, so that the connection is given back whatever goes wrong with its headers
                    new Answer(given.connection(), limit, client.timer(), isStream(contentType(given.head())))
                            .putInto(exchange);
                    passOn(given.head(), exchange);
                    return chain.filter(exchange);
                });
    }

    private Client client(Lane lane) {
        HttpClient client = connections.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, lane.connectTimeoutMs());
        return lane.thread() == null
                ? new Client(client, Schedulers.parallel())
                : new Client(client.runOn(lane.thread()), Schedulers.fromExecutorService(lane.thread()));
    }

    private HttpClient.RequestSender ask(HttpClient client, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        // whether a body is sent in chunks is decided by these headers
        HttpClient http = Upload.hasBody(request)
                ? client.headers(headers -> forged.passOn(exchange, headers))
                : client;
        return http.request(HttpMethod.valueOf(request.getMethod().name()));
    }

    private Publisher<Void> send(ServerWebExchange exchange, Upload upload, HttpClientRequest request,
            NettyOutbound outbound) {
        if (upload.isExpected()) {
            return outbound.send(upload.parts().map(NettyDataBufferFactory::toByteBuf));
        }
        forged.passOn(exchange, request.requestHeaders());
        return outbound;
    }

    private static void passOn(HttpClientResponse head, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(head.status().code()));
        List<String> named = head.responseHeaders().getAll(HttpHeaders.CONNECTION);
        head.responseHeaders().forEach(header -> {
            if (!ForgedHeaders.isOfTheConnection(header.getKey())
                    && named.stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
                response.getHeaders().add(header.getKey(), header.getValue());
            }
        });
        // so that a retry begins without them
        exchange.getAttributes().put(ServerWebExchangeUtils.CLIENT_RESPONSE_HEADER_NAMES,
                head.responseHeaders().names());
        String type = contentType(head);
        if (type != null) {
            exchange.getAttributes().put(ServerWebExchangeUtils.ORIGINAL_RESPONSE_CONTENT_TYPE_ATTR, type);
        }
    }

    private static @Nullable String contentType(HttpClientResponse head) {
        return head.responseHeaders().get(HttpHeaders.CONTENT_TYPE);
    }

    private boolean isStream(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(contentType);
            return streams.stream().anyMatch(stream -> stream.isCompatibleWith(type));
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private int connectTimeoutMs(Route route) {
        Object ofRoute = route.getMetadata().get(RouteMetadataUtils.CONNECT_TIMEOUT_ATTR);
        return ofRoute == null
                ? Objects.requireNonNull(defaults.getConnectTimeout())
                : Integer.parseInt(ofRoute.toString());
    }

    private @Nullable Duration responseTimeout(Route route) {
        Object ofRoute = route.getMetadata().get(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR);
        if (ofRoute == null) {
            return defaults.getResponseTimeout();
        }
        long ms = Long.parseLong(ofRoute.toString());
        return ms < 0 ? null : Duration.ofMillis(ms);
    }
}
