package dev.souk.common.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a database that is down, or a race in it, means to the client. */
@RestControllerAdvice
class DataStoreProblems {

    private static final Logger log = LoggerFactory.getLogger(DataStoreProblems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler({
            CannotCreateTransactionException.class,
            TransactionSystemException.class,
            DataAccessResourceFailureException.class,
            QueryTimeoutException.class,
            TransientDataAccessException.class
    })
    ResponseEntity<ProblemDetail> unavailable(Exception failure, HttpServletRequest request) {
        log.warn("The data store did not answer; the request was refused with 503", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(Problems.unavailable("data-store-unavailable", "The data store is not available right now",
                        request));
    }

    @ExceptionHandler
    ProblemDetail changedMeanwhile(OptimisticLockingFailureException lost) {
        return Problems.of(HttpStatus.CONFLICT, "changed-meanwhile", "Changed by another request meanwhile",
                "Read it again and decide anew.");
    }
}
