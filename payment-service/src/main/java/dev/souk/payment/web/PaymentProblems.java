package dev.souk.payment.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import dev.souk.common.web.problem.Problems;
import dev.souk.payment.intent.NotCapturable;
import dev.souk.payment.intent.NotPayable;
import dev.souk.payment.intent.NothingCaptured;
import dev.souk.payment.intent.PaymentNotFound;
import dev.souk.payment.intent.RefundRefused;
import dev.souk.payment.provider.WebhookRefused;
import dev.souk.payment.reconciliation.DifferenceNotFound;

/** Which refusal of the domain is which HTTP status. */
@RestControllerAdvice
class PaymentProblems {

    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(PaymentNotFound refusal) {
        return answer(problem(HttpStatus.NOT_FOUND, "not-found", "Not found", refusal), refusal.mayCome());
    }

    @ExceptionHandler
    ProblemDetail notFound(DifferenceNotFound refusal) {
        return problem(HttpStatus.NOT_FOUND, "not-found", "Not found", refusal);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notPayable(NotPayable refusal) {
        var slug = switch (refusal.reason()) {
            case STOCK_NOT_HELD -> "payment-too-early";
            case IN_FLIGHT -> "payment-in-flight";
            case CLOSED -> "payment-closed";
        };
        return answer(problem(HttpStatus.CONFLICT, slug, "Cannot be paid now", refusal),
                refusal.reason() != NotPayable.Reason.CLOSED);
    }

    /** @param passes whether the same request may succeed in a moment */
    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, boolean passes) {
        var answer = ResponseEntity.status(problem.getStatus());
        return (passes ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS) : answer).body(problem);
    }

    @ExceptionHandler
    ProblemDetail notCapturable(NotCapturable refusal) {
        return problem(HttpStatus.CONFLICT, "not-capturable", "Cannot be captured now", refusal);
    }

    @ExceptionHandler
    ProblemDetail nothingCaptured(NothingCaptured refusal) {
        return problem(HttpStatus.CONFLICT, "nothing-captured", "Nothing to refund", refusal);
    }

    @ExceptionHandler
    ProblemDetail refundRefused(RefundRefused refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "refund-refused", "This cannot be refunded", refusal);
    }

    @ExceptionHandler
    ProblemDetail invalid(UnknownCurrency refusal) {
        return problem(HttpStatus.BAD_REQUEST, "invalid-request", "Invalid request", refusal);
    }

    @ExceptionHandler
    ProblemDetail notFound(UnknownProvider refusal) {
        return problem(HttpStatus.NOT_FOUND, "not-found", "Not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail webhookRefused(WebhookRefused refusal) {
        return problem(HttpStatus.BAD_REQUEST, "webhook-refused", "Nobody believes this webhook", refusal);
    }

    /** The domain's refusals are written for people, so their messages may be shown. */
    private static ProblemDetail problem(HttpStatus status, String slug, String title, RuntimeException refusal) {
        return Problems.of(status, slug, title, String.valueOf(refusal.getMessage()));
    }
}
