package dev.souk.common.web.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Keeps repetitions out of methods that are {@link Idempotent}. Whether a key is there and well-formed is for others to say. */
final class InFlightInterceptor implements HandlerInterceptor {

    private static final String LEAVE = InFlightInterceptor.class.getName() + ".leave";

    private final RequestsInFlight inFlight;

    InFlightInterceptor(RequestsInFlight inFlight) {
        this.inFlight = inFlight;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && handler instanceof HandlerMethod method && method.hasMethodAnnotation(Idempotent.class)) {
            request.setAttribute(LEAVE,
                    inFlight.enter(nameOf(request, key)).orElseThrow(IdempotencyKeyInFlight::new));
        }
        return true;
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception failure) {
        if (request.getAttribute(LEAVE) instanceof Runnable leave) {
            leave.run();
        }
    }

    /** Of the caller's own: nobody gets into another's way by the choice of a key. */
    private static String nameOf(HttpServletRequest request, String key) {
        Principal caller = request.getUserPrincipal();
        String name = String.join("\n", caller == null ? "" : caller.getName(), request.getMethod(),
                request.getRequestURI(), key);
        return HexFormat.of().formatHex(RequestHash.of(name.getBytes(StandardCharsets.UTF_8)).sha256());
    }
}
