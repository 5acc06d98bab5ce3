package dev.souk.common.web.idempotency;

import dev.souk.common.web.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class IdempotencyProblems {

    @ExceptionHandler
    ProblemDetail invalid(InvalidIdempotencyKey invalid) {
        return Problems.of(HttpStatus.BAD_REQUEST, "invalid-idempotency-key", "Idempotency-Key missing or not valid",
                invalid.getMessage());
    }

    @ExceptionHandler
    ProblemDetail reused(IdempotencyKeyReused reused) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused",
                "Idempotency-Key was used with another request", reused.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> inFlight(IdempotencyKeyInFlight inFlight) {
        return ResponseEntity.status(HttpStatus.CONFLICT).header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.of(HttpStatus.CONFLICT, "idempotency-key-in-flight", "Idempotency-Key is in flight",
                        inFlight.getMessage()));
    }
}
