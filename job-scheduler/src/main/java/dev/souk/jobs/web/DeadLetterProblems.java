package dev.souk.jobs.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import dev.souk.common.web.problem.Problems;
import dev.souk.jobs.deadletters.DeadLetterDecided;
import dev.souk.jobs.deadletters.DeadLetterNotFound;
import dev.souk.jobs.deadletters.DeadLetterNotReplayable;

/** Which refusal of the desk is which HTTP status. */
@RestControllerAdvice
class DeadLetterProblems {

    @ExceptionHandler
    ProblemDetail notFound(DeadLetterNotFound refusal) {
        return problem(HttpStatus.NOT_FOUND, "not-found", "Not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail decided(DeadLetterDecided refusal) {
        return problem(HttpStatus.CONFLICT, "dead-letter-decided", "Decided otherwise before", refusal);
    }

    @ExceptionHandler
    ProblemDetail notReplayable(DeadLetterNotReplayable refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "dead-letter-not-replayable", "No consumer could read it",
                refusal);
    }

    /** The desk's refusals are written for people, so their messages may be shown. */
    private static ProblemDetail problem(HttpStatus status, String slug, String title, RuntimeException refusal) {
        return Problems.of(status, slug, title, String.valueOf(refusal.getMessage()));
    }
}
