package dev.souk.gateway.routing;

import java.time.Duration;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Passes the body of an answer on, in place of the gateway's own {@code NettyWriteResponseFilter} and at its place: after the
 * filters of the route had their say about status and headers. Small answers go in one piece.
 */
@Component
final class Answering implements GlobalFilter, Ordered {

    /** An answer up to this size is read whole before it is passed on. */
    private static final int SMALL_BYTES = 16 * 1024;

    /** So long may a large answer stand still, whether it is the service that gives nothing or the client that takes nothing. */
    private static final Duration STILL = Duration.ofSeconds(30);

    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).then(Mono.defer(() -> pass(exchange)))
                .doOnError(broken -> Answer.discard(exchange))
                .doOnCancel(() -> Answer.discard(exchange));
    }

    private static Mono<Void> pass(ServerWebExchange exchange) {
        Answer answer = Answer.in(exchange);
        if (answer == null) {
            return Mono.empty();
        }
        ServerHttpResponse response = exchange.getResponse();
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
        Flux<DataBuffer> body = answer.connection().inbound().receive().retain().map(buffers::wrap);
        if (isSmall(exchange)) {
            Mono<DataBuffer> whole = DataBufferUtils.join(body);
            return response.writeWith(
                    answer.limit() == null ? whole : whole.timeout(answer.limit(), answer.timer()));
        }
        return answer.stream()
                ? response.writeAndFlushWith(body.map(Flux::just))
                : response.writeWith(withoutStandstill(body, answer));
    }

    private static Flux<DataBuffer> withoutStandstill(Flux<DataBuffer> body, Answer answer) {
        return answer.limit() == null
                ? body
                : body.timeout(Mono.delay(answer.limit(), answer.timer()),
                        part -> Mono.delay(STILL, answer.timer()));
    }

    private static boolean isSmall(ServerWebExchange exchange) {
        long length = exchange.getResponse().getHeaders().getContentLength();
        return length > 0 && length <= SMALL_BYTES && !exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
    }
}
