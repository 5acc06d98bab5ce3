package dev.souk.common.web.problem;

import java.io.IOException;
import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem from where no controller is reached: filters and interceptors. */
public final class ProblemWriter {

    static final String TRACE_ID = "traceId";

    private static final String RETRY_AFTER_SECONDS = "2";

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void invalid(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(StandardProblem.INVALID_REQUEST.problem(), request, response);
    }

    public void unauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(StandardProblem.UNAUTHENTICATED.problem(), request, response);
    }

    public void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(StandardProblem.FORBIDDEN.problem(), request, response);
    }

    public void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(StandardProblem.TOO_LARGE.problem(), request, response);
    }

    public void unsupportedMediaType(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(StandardProblem.UNSUPPORTED_MEDIA_TYPE.problem(), request, response);
    }

    public void tooManyRequests(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        write(StandardProblem.TOO_MANY_REQUESTS.problem(), request, response);
    }

    public void unavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        write(StandardProblem.UNAVAILABLE.problem(), request, response);
    }

    private void write(ProblemDetail problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        problem.setInstance(URI.create(request.getRequestURI()));
        problem.setProperty(TRACE_ID, TraceId.current());
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
