package dev.souk.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;

import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import dev.souk.gateway.problem.Refused;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses bodies above the limit, whether they declare their length or not. A route may allow more in its metadata:
 * {@code max-body-size: 64MB}.
 */
@Component
public final class BodyLimit implements GlobalFilter, Ordered {

    /** Name of the metadata; its value is a {@link DataSize}. */
    public static final String OF_ROUTE = "max-body-size";

    private final DataSize limitElsewhere;
    private final Problems problems;

    BodyLimit(@Value("${souk.edge.max-body-size}") DataSize limitElsewhere, Problems problems) {
        this.limitElsewhere = limitElsewhere;
        this.problems = problems;
    }

    /** Once we know who calls. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        long limit = limitOf(exchange).toBytes();
        long declared = exchange.getRequest().getHeaders().getContentLength();
        if (declared > limit) {
            return problems.answer(exchange, Refusal.TOO_LARGE);
        }
        boolean lengthIsKnown = declared >= 0;
        return chain.filter(lengthIsKnown ? exchange : counted(exchange, limit));
    }

    private DataSize limitOf(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Object ofRoute = route.getMetadata().get(OF_ROUTE);
        return ofRoute == null ? limitElsewhere : DataSize.parse(ofRoute.toString());
    }

    private static ServerWebExchange counted(ServerWebExchange exchange, long limit) {
        return exchange.mutate().request(new ServerHttpRequestDecorator(exchange.getRequest()) {

            @Override
            public Flux<DataBuffer> getBody() {
                AtomicLong left = new AtomicLong(limit);
                return super.getBody().doOnNext(part -> {
                    if (left.addAndGet(-part.readableByteCount()) < 0) {
                        throw new Refused(Refusal.TOO_LARGE);
                    }
                });
            }
        }).build();
    }
}
