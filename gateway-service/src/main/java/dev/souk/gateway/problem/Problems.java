package dev.souk.gateway.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers with {@code application/problem+json} (RFC 9457). */
@Component
public final class Problems {

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** Fails with nothing but what the connection does; an answer that has begun stays as it is. */
    public Mono<Void> answer(ServerWebExchange exchange, Refusal refusal) {
        return answer(exchange, refusal, refusal.retryAfter());
    }

    /** @param retryAfter in whole seconds; none to say nothing about it */
    public Mono<Void> answer(ServerWebExchange exchange, Refusal refusal, @Nullable Duration retryAfter) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return response.setComplete();
        }
        response.setStatusCode(refusal.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl("no-store");
        if (retryAfter != null) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
        }
        Map<String, Object> problem = problem(refusal);
        problem.put("instance", exchange.getRequest().getPath().value());
        problem.put("traceId", TraceId.of(exchange));
        DataBuffer body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(body));
    }

    /** For a request that could not be read: nobody knows what it is about, and no log line tells of it. */
    byte[] body(Refusal refusal) {
        return json.writeValueAsBytes(problem(refusal));
    }

    private static Map<String, Object> problem(Refusal refusal) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", refusal.type());
        problem.put("title", refusal.title());
        problem.put("status", refusal.status().value());
        problem.put("detail", refusal.detail());
        return problem;
    }
}
