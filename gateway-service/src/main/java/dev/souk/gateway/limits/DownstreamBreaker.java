package dev.souk.gateway.limits;

import java.util.concurrent.atomic.AtomicBoolean;

import com.alibaba.csp.sentinel.AsyncEntry;
import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.context.ContextUtil;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import dev.souk.gateway.problem.BrokenRequest;
import dev.souk.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * A circuit breaker for each service behind, whatever the route: the Sentinel resource {@code lb://<service>}, for degrade
 * rules. A route whose metadata name a {@code circuit} has one of its own, {@code lb://<service>/<circuit>}: what depends on
 * an engine that the rest of the service can do without does not take the rest down. A call has failed when nobody answered it, or with a status of 500 and above, but not when its client broke it off:
 * anybody could close a service with that. It ends when its answer begins, so that an open stream does not keep a half-open
 * circuit waiting.
 */
@Component
public final class DownstreamBreaker implements GlobalFilter, Ordered {

    /** The metadata of a route that name a circuit of its own. */
    public static final String OF_ROUTE = "circuit";

    /** Once it is sure that the request shall be passed on, and around all of its attempts. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 30;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        if (!route.getUri().getScheme().equals("lb")) {
            return chain.filter(exchange);
        }
        Call call;
        try {
            call = Call.begin(route);
        } catch (BlockException open) {
            return Mono.error(open);
        }
        exchange.getResponse().beforeCommit(
                () -> Mono.fromRunnable(() -> call.end(failureOf(exchange.getResponse().getStatusCode()))));
        return passedOn(exchange, chain).doOnError(failure -> call.end(isOfTheClient(failure) ? null : failure))
                .doFinally(signal -> call.end(null));
    }

    private static Mono<Void> passedOn(ServerWebExchange exchange, GatewayFilterChain chain) {
        Mono<Void> answered = chain.filter(exchange);
        return Deadline.in(exchange.getAttributes()).map(deadline -> answered.timeout(deadline.atMost()))
                .orElse(answered);
    }

    private static boolean isOfTheClient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenRequest || cause instanceof Refused || cause instanceof AbortedException) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Throwable failureOf(@Nullable HttpStatusCode status) {
        return status != null && status.is5xxServerError() ? new FailedDownstream(status) : null;
    }

    /** Only the first end counts. */
    private record Call(AsyncEntry entry, AtomicBoolean ended) {

        static Call begin(Route route) throws BlockException {
            try {
                return new Call(SphU.asyncEntry(resource(route), EntryType.OUT), new AtomicBoolean());
            } finally {
                ContextUtil.exit(); // the thread goes on to other requests
            }
        }

        private static String resource(Route route) {
            String address = route.getUri().toString();
            String service = "lb://" + address.substring(address.indexOf("//") + 2);
            Object circuit = route.getMetadata().get(OF_ROUTE);
            return circuit == null ? service : service + "/" + circuit;
        }

        void end(@Nullable Throwable failure) {
            if (ended.compareAndSet(false, true)) {
                if (failure != null) {
                    Tracer.traceEntry(failure, entry);
                }
                entry.exit();
            }
        }
    }

    /** Never thrown: Sentinel counts failures by exceptions. */
    private static final class FailedDownstream extends Exception {

        FailedDownstream(HttpStatusCode status) {
            super("answered " + status, null, false, false);
        }
    }
}
