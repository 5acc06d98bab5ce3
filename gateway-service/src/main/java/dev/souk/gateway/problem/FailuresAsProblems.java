package dev.souk.gateway.problem;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import com.alibaba.csp.sentinel.slots.block.BlockException;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeException;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.flow.param.ParamFlowRule;
import com.alibaba.csp.sentinel.slots.system.SystemBlockException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Decides what a failure means to the client. Stands before Spring's own handlers. */
@Component
@Order(-100)
public final class FailuresAsProblems implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailuresAsProblems.class);

    private final Problems problems;

    FailuresAsProblems(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        Refusal refusal = refusalFor(failure);
        report(exchange, failure, refusal);
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure); // the connection breaks: half an answer must not look like a whole one
        }
        Duration retryAfter = retryAfter(failure);
        return problems.answer(exchange, refusal, retryAfter == null ? refusal.retryAfter() : retryAfter);
    }

    /** Of a filter's own refusal, or what Sentinel's rule says: how long a circuit stays open, and over how long a limit counts. */
    private static @Nullable Duration retryAfter(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.retryAfter();
            }
            if (cause instanceof BlockException block) {
                return switch (block.getRule()) {
                    case DegradeRule open -> Duration.ofSeconds(open.getTimeWindow());
                    case ParamFlowRule limit -> Duration.ofSeconds(limit.getDurationInSec());
                    case null, default -> null;
                };
            }
        }
        return null;
    }

    /** The first cause that is known decides. */
    static Refusal refusalFor(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Refusal known = switch (cause) {
                case Refused refused -> refused.refusal();
                case BrokenRequest fromTheClient -> Refusal.REQUEST_TIMEOUT;
                case AbortedException clientGone -> Refusal.REQUEST_TIMEOUT;
                case DegradeException circuitOpen -> Refusal.UNAVAILABLE;
                case SystemBlockException overloaded -> Refusal.OVERLOADED;
                case BlockException overLimit -> Refusal.TOO_MANY_REQUESTS;
                case TimeoutException tooLate -> Refusal.TIMEOUT;
                case ReadTimeoutException tooLate -> Refusal.TIMEOUT;
                case ConnectException nobodyThere -> Refusal.UNAVAILABLE;
                case UnknownHostException nobodyThere -> Refusal.UNAVAILABLE;
                case IOException brokenOff -> Refusal.BAD_GATEWAY;
                case ResponseStatusException status -> refusalFor(status.getStatusCode());
                default -> Refusal.INTERNAL_ERROR;
            };
            if (known != Refusal.INTERNAL_ERROR) {
                return known;
            }
        }
        return Refusal.INTERNAL_ERROR;
    }

    private static Refusal refusalFor(HttpStatusCode status) {
        for (Refusal refusal : Refusal.values()) {
            if (refusal.status().isSameCodeAs(status)) {
                return refusal;
            }
        }
        return status.is4xxClientError() ? Refusal.INVALID_REQUEST : Refusal.INTERNAL_ERROR;
    }

    private static void report(ServerWebExchange exchange, Throwable failure, Refusal refusal) {
        switch (refusal) {
            case INTERNAL_ERROR -> log.atError().addKeyValue("traceId", TraceId.of(exchange)).setCause(failure)
                    .log("A request failed for a reason that nobody foresaw");
            case BAD_GATEWAY, UNAVAILABLE, TIMEOUT -> log.atWarn().addKeyValue("traceId", TraceId.of(exchange))
                    .log("No answer from behind the edge: {}", failure.toString());
            default -> log.debug("Refused with {}", refusal);
        }
    }
}
