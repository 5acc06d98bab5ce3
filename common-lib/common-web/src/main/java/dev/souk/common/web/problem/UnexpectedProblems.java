package dev.souk.common.web.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What nobody foresaw: logged in full, told without internals. Its bean comes last, so that every other advice is asked
 * before.
 */
@RestControllerAdvice
class UnexpectedProblems {

    private static final Logger log = LoggerFactory.getLogger(UnexpectedProblems.class);

    @ExceptionHandler
    ProblemDetail unexpected(Exception bug) {
        log.error("A request failed for a reason that nobody foresaw", bug);
        return StandardProblem.INTERNAL_ERROR.problem();
    }

    /** Not for us: the security filters know the answer. */
    @ExceptionHandler
    void refused(AccessDeniedException refusal) {
        throw refusal;
    }

    /** Not for us: the security filters know the answer. */
    @ExceptionHandler
    void unauthenticated(AuthenticationException refusal) {
        throw refusal;
    }
}
