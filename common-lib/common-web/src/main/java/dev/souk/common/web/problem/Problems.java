package dev.souk.common.web.problem;

import java.net.URI;

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
}
