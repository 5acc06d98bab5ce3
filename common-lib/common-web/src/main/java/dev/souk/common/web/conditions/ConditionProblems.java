package dev.souk.common.web.conditions;

import dev.souk.common.web.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class ConditionProblems {

    @ExceptionHandler
    ProblemDetail missing(MissingIfMatch missing) {
        return Problems.of(HttpStatus.PRECONDITION_REQUIRED, "version-required", "If-Match is missing",
                "Send the ETag of what you have read as If-Match.");
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidIfMatch invalid) {
        return Problems.of(HttpStatus.BAD_REQUEST, "invalid-if-match", "If-Match cannot be read",
                "Send * or ETags as you have read them, with their double quotes and separated by commas.");
    }
}
