package dev.souk.common.web.problem;

import java.util.Arrays;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** How a request whose outcome is unknown may be repeated. */
enum Repetition {

    HARMLESS("Repeat the request after the time in Retry-After."),
    WITH_THE_SAME_KEY("It may have been done or not. Repeat it with the same Idempotency-Key after the time in"
            + " Retry-After: it has one effect."),
    AFTER_A_LOOK("It may have been done or not. Look before you repeat it, after the time in Retry-After.");

    private static final String KEY = "Idempotency-Key";

    private final String advice;

    Repetition(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    static Repetition of(HttpServletRequest request) {
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS)) {
            return HARMLESS;
        }
        return request.getHeader(KEY) != null && readsKeys(request) ? WITH_THE_SAME_KEY : AFTER_A_LOOK;
    }

    /** Somebody may send a key where nobody looks at it. */
    private static boolean readsKeys(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod operation
                && Arrays.stream(operation.getMethodParameters())
                        .map(parameter -> parameter.getParameterAnnotation(RequestHeader.class))
                        .anyMatch(header -> header != null && KEY.equalsIgnoreCase(header.name()));
    }
}
