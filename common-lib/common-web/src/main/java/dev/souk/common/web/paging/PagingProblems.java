package dev.souk.common.web.paging;

import dev.souk.common.web.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class PagingProblems {

    @ExceptionHandler
    ProblemDetail invalid(InvalidCursor invalid) {
        return problem(invalid);
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidPageSize invalid) {
        return problem(invalid);
    }

    private static ProblemDetail problem(RuntimeException invalid) {
        return Problems.of(HttpStatus.BAD_REQUEST, "invalid-page", "Page cannot be made", invalid.getMessage());
    }
}
