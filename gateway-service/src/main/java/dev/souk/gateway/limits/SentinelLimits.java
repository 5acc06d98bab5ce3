package dev.souk.gateway.limits;

import java.util.ArrayList;
import java.util.List;

import com.alibaba.csp.sentinel.AsyncEntry;
import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.ResourceTypeConstants;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.adapter.gateway.common.SentinelGatewayConstants;
import com.alibaba.csp.sentinel.adapter.gateway.common.param.GatewayParamParser;
import com.alibaba.csp.sentinel.adapter.gateway.sc.ServerWebExchangeItemParser;
import com.alibaba.csp.sentinel.adapter.gateway.sc.api.GatewayApiMatcherManager;
import com.alibaba.csp.sentinel.adapter.gateway.sc.api.matcher.WebExchangeApiMatcher;
import com.alibaba.csp.sentinel.context.ContextUtil;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import dev.souk.gateway.problem.Refused;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sentinel's rules for requests: every route is a resource named by its id, and so is each group of addresses that the request
 * belongs to. As Sentinel's own filter for this gateway, but it asks directly instead of by publishers of its own.
 */
@Component
final class SentinelLimits implements GlobalFilter, Ordered {

    /** @param arguments by which Sentinel counts who is inside; it must be told the same ones at the end */
    private record Entered(AsyncEntry entry, Object[] arguments) {

        void exit() {
            entry.exit(1, arguments);
        }
    }

    private final GatewayParamParser<ServerWebExchange> parameters = new GatewayParamParser<>(
            new ServerWebExchangeItemParser());

    SentinelLimits() {
        // what we refuse ourselves on the way says nothing about the service behind
        Tracer.setExceptionsToIgnore(Refused.class);
    }

    /** After token and body, so that refused calls use nothing up. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 20;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        List<Entered> entered = new ArrayList<>(1);
        try {
            entered.add(enter(route.getId(), SentinelGatewayConstants.RESOURCE_MODE_ROUTE_ID, route, exchange));
            for (WebExchangeApiMatcher group : GatewayApiMatcherManager.getApiMatcherMap().values()) {
                if (group.test(exchange)) {
                    entered.add(enter(group.getApiName(), SentinelGatewayConstants.RESOURCE_MODE_CUSTOM_API_NAME,
                            route, exchange));
                }
            }
        } catch (BlockException | RuntimeException refused) {
            entered.forEach(Entered::exit);
            return Mono.error(refused);
        }
        return chain.filter(exchange)
                .doOnError(failure -> entered.forEach(entry -> Tracer.traceEntry(failure, entry.entry())))
                .doFinally(end -> entered.forEach(Entered::exit));
    }

    private Entered enter(String resource, int mode, Route route, ServerWebExchange exchange)
            throws BlockException {
        Object[] arguments = parameters.parseParameterFor(resource, exchange, rule -> rule.getResourceMode() == mode);
        ContextUtil.enter(SentinelGatewayConstants.GATEWAY_CONTEXT_ROUTE_PREFIX + route.getId());
        try {
            return new Entered(SphU.asyncEntry(resource, ResourceTypeConstants.COMMON_API_GATEWAY, EntryType.IN, 1,
                    arguments), arguments);
        } finally {
            ContextUtil.exit(); // the thread goes on to other requests
        }
    }
}
