package dev.souk.gateway.problem;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What the edge answers when it does not pass a request on, or when nobody behind it answers. */
public enum Refusal {

    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "invalid-request", "Request is not valid",
            "The method, the address or a header is not taken here. Percent-encode the address as UTF-8 and a percent sign"
                    + " in it as %25, leave control characters and encoded slashes out, and send one Authorization header."),
    LOOKS_LIKE_AN_ATTACK(HttpStatus.BAD_REQUEST, "looks-like-an-attack", "Request looks like an attack",
            "The path, the query or a header has code in it, such as SQL, a script or a way up in a file system. Leave it"
                    + " out; only bodies may have it."),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "unauthenticated", "Not signed in",
            "Send a valid access token as Authorization: Bearer."),
    FORBIDDEN(HttpStatus.FORBIDDEN, "forbidden", "Not allowed",
            "Your roles do not allow this."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "Not found",
            "There is nothing at this address."),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "Method is not supported here",
            "Use another method."),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "request-timeout", "The request did not arrive",
            "Its body came too slowly or broke off. Send it again, as a whole."),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Body is too large",
            "Send less at once."),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type",
            "This kind of body is not taken",
            "Send application/json."),
    ADDRESS_TOO_LONG(HttpStatus.URI_TOO_LONG, "address-too-long", "Address is too long",
            "Shorten the query: the whole address has 12,000 characters at most, as it is percent-encoded."),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-large",
            "Too many headers",
            "Send fewer or shorter headers."),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many requests",
            "Slow down and repeat the request after the time in Retry-After.",
            Duration.ofSeconds(1)),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something went wrong here",
            "It is not your fault. Tell the operator the trace id."),
    BAD_GATEWAY(HttpStatus.BAD_GATEWAY, "bad-gateway", "The service behind broke off",
            "Whether the request took effect is not known. Read before you repeat it, or repeat it with the same"
                    + " Idempotency-Key."),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not available right now",
            "Repeat the request after the time in Retry-After.",
            Duration.ofSeconds(5)),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Too much to do at the moment",
            "Repeat the request after the time in Retry-After.",
            Duration.ofSeconds(1)),
    TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "timeout", "The service behind took too long",
            "Whether the request took effect is not known. Read before you repeat it, or repeat it with the same"
                    + " Idempotency-Key.");

    private final HttpStatus status;
    private final String slug;
    private final String title;
    private final String detail;
    private final @Nullable Duration retryAfter;

    Refusal(HttpStatus status, String slug, String title, String detail) {
        this(status, slug, title, detail, null);
    }

    Refusal(HttpStatus status, String slug, String title, String detail, @Nullable Duration retryAfter) {
        this.status = status;
        this.slug = slug;
        this.title = title;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    HttpStatus status() {
        return status;
    }

    String type() {
        return "https://souk.dev/problems/" + slug;
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
