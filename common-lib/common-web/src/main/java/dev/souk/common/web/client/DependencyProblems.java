package dev.souk.common.web.client;

import dev.souk.common.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class DependencyProblems {

    private static final Logger log = LoggerFactory.getLogger(DependencyProblems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(DependencyUnavailable unavailable, HttpServletRequest request) {
        log.warn("{} did not answer; the request was refused with 503", unavailable.service(), unavailable);
        ProblemDetail problem = Problems.unavailable("dependency-unavailable",
                "A service that is needed for this is not available right now", request);
        problem.setProperty("dependency", unavailable.service());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).body(problem);
    }
}
