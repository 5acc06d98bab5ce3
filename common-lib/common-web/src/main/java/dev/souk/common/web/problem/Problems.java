package dev.souk.common.web.problem;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Makes RFC 9457 problems whose {@code type} is a stable URI, explained in {@code docs/problems.md}. The trace id is
 * added where the problem is written, so nobody has to think of it.
 */
public final class Problems {

    private static final String TYPES = "https://souk.dev/problems/";

    private Problems() {
    }

    /**
     * @param slug last part of the type's URI, in kebab case: a promise to clients, never changed
     * @param title the same for every occurrence of the type
     * @param detail what happened this time and what the client can do about it; never internals
     */
    public static ProblemDetail of(HttpStatus status, String slug, String title, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPES + slug));
        problem.setTitle(title);
        return problem;
    }

    /**
     * 503 for a request that broke off because something that it needs is away. Says what the client may do again without
     * harm, which depends on the request: a write may have happened, and only a key that this operation reads protects it
     * from happening twice. Answer with {@code Retry-After} beside it.
     */
    public static ProblemDetail unavailable(String slug, String title, HttpServletRequest request) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, slug, title, Repetition.of(request).advice());
    }
}
