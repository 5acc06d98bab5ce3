package dev.souk.common.web.conditions;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Answers {@code If-None-Match: *} with 304 wherever there is something that has an entity tag (RFC 9110, 13.1.2). Spring does
 * so for tags only, and leaves {@code *} to writes.
 */
@RestControllerAdvice
class NothingNew implements ResponseBodyAdvice<Object> {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter answer, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (!request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH).contains("*")
                || !READS.contains(request.getMethod()) || response.getHeaders().getETag() == null
                || !(response instanceof ServletServerHttpResponse servlet)
                || servlet.getServletResponse().getStatus() != HttpStatus.OK.value()) {
            return body;
        }
        response.setStatusCode(HttpStatus.NOT_MODIFIED);
        return null;
    }
}
