package dev.souk.common.web.problem;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** The refusals that are no business of a single service. */
enum StandardProblem {

    // @formatter:off
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "invalid-request", "Request is not valid",
            "Correct the request; errors names what is wrong."),
    UNREADABLE_BODY(HttpStatus.BAD_REQUEST, "unreadable-body", "Body cannot be read",
            "Send well-formed JSON."),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "unauthenticated", "Not signed in",
            "Send a valid access token as Authorization: Bearer."),
    FORBIDDEN(HttpStatus.FORBIDDEN, "forbidden", "Not allowed",
            "Your roles do not allow this."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "Not found",
            "There is nothing here, or it is not yours."),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "Method is not supported here",
            "Use one of the methods in the Allow header."),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "No acceptable form",
            "Accept application/json."),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Body is too large",
            "Send less at once."),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Media type is not supported",
            "Send application/json."),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many requests",
            "Slow down and repeat the request after the time in Retry-After."),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something went wrong here",
            "It is not your fault. Tell the operator the trace id."),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not available right now",
            "Repeat the request after the time in Retry-After.");
    // @formatter:on

    private final HttpStatus status;
    private final String slug;
    private final String title;
    private final String detail;

    StandardProblem(HttpStatus status, String slug, String title, String detail) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
    }

    /** The one that says most about a bare status. */
    static StandardProblem of(HttpStatusCode status) {
        for (StandardProblem problem : values()) {
            if (problem.status.isSameCodeAs(status)) {
                return problem;
            }
        }
        return status.is4xxClientError() ? INVALID_REQUEST : INTERNAL_ERROR;
    }

    HttpStatus status() {
        return status;
    }

    ProblemDetail problem() {
        return problem(detail);
    }

    ProblemDetail problem(String occurrence) {
        return Problems.of(status, slug, title, occurrence);
    }
}
