package dev.souk.notification.web;

import dev.souk.common.web.problem.Problems;
import dev.souk.notification.domain.NotificationNotFound;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Which refusal of the rules is which status. */
@RestControllerAdvice
class NotificationProblems {

    @ExceptionHandler
    ProblemDetail notFound(NotificationNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "notification-not-found", "No such notification",
                refusal.getMessage());
    }
}
