package dev.souk.common.web.test;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Whatever a test of a service that imports this calls: a success with another status than the description of the operation says
 * becomes an internal error, whose message says what to do. What only services call is left out, as in {@link ApiDescription}.
 */
public final class DescribedStatus extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void setStatus(int status) {
                check(request, status);
                super.setStatus(status);
            }
        });
        check(request, response.getStatus()); // of an answer that never said that it is 200
    }

    private static void check(HttpServletRequest request, int status) {
        if (HttpStatusCode.valueOf(status).is2xxSuccessful() && !request.getRequestURI().startsWith("/internal/")
                && request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler
                && !described(handler.getMethod()).contains(status)) {
            throw new IllegalStateException("%s answers %d and its description says %s: annotate it with @ApiResponse"
                    .formatted(handler, status, described(handler.getMethod())));
        }
    }

    /** As springdoc reads it. */
    private static Set<Integer> described(Method operation) {
        Set<Integer> said = AnnotatedElementUtils
                .getMergedRepeatableAnnotations(operation, ApiResponse.class, ApiResponses.class).stream()
                .map(response -> Integer.valueOf(response.responseCode())).collect(Collectors.toSet());
        if (!said.isEmpty()) {
            return said;
        }
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(operation, ResponseStatus.class);
        return Set.of(status == null ? HttpStatus.OK.value() : status.code().value());
    }
}
