package dev.souk.notification.web;

import dev.souk.common.web.problem.Problems;
import dev.souk.notification.domain.NotificationNotFound;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Which HTTP status each refusal of the domain is. */
@RestControllerAdvice
class RefusalAdvice {

    @ExceptionHandler
    ProblemDetail on(NotificationNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "notification-not-found", "Notification not found",
                Objects.requireNonNull(refusal.getMessage()));
    }
}
