package dev.souk.user.web;

import dev.souk.common.web.problem.Problems;
import dev.souk.user.account.AccountNotFound;
import dev.souk.user.account.HashingOverloaded;
import dev.souk.user.account.UnacceptablePassword;
import dev.souk.user.account.WouldLockOutAdministrator;
import dev.souk.user.address.AddressBookFull;
import dev.souk.user.address.AddressNotFound;
import dev.souk.user.link.LinkExpired;
import dev.souk.user.mail.TooManyMails;
import dev.souk.user.oidc.SignInRefused;
import dev.souk.user.oidc.UnknownProvider;
import dev.souk.user.session.EmailNotVerified;
import dev.souk.user.session.InvalidCredentials;
import dev.souk.user.session.InvalidRefreshToken;
import dev.souk.user.session.SessionNotFound;
import dev.souk.user.session.TooManyLogins;
import dev.souk.user.web.LetterController.NothingToSend;
import dev.souk.user.web.ServiceTokenController.UnknownService;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Which HTTP status each refusal of the domain is. */
@RestControllerAdvice
class UserProblems {

    private static final Logger log = LoggerFactory.getLogger(UserProblems.class);
    private static final Duration SHORTLY = Duration.ofSeconds(2);

    @ExceptionHandler
    ProblemDetail on(AccountNotFound refusal) {
        return problem(HttpStatus.NOT_FOUND, "account-not-found", "Account not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(AddressNotFound refusal) {
        return problem(HttpStatus.NOT_FOUND, "address-not-found", "Address not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(SessionNotFound refusal) {
        return problem(HttpStatus.NOT_FOUND, "session-not-found", "Session not found", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(AddressBookFull refusal) {
        return problem(HttpStatus.CONFLICT, "address-book-full", "Address book full", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(WouldLockOutAdministrator refusal) {
        return problem(HttpStatus.CONFLICT, "administrator-needed", "Administrator needed", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(UnacceptablePassword refusal) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "unacceptable-password", "Unacceptable password",
                refusal);
        problem.setProperty("errors", List.of(Map.of("pointer", "/password", "detail", detail(refusal))));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail on(InvalidCredentials refusal) {
        return problem(HttpStatus.UNAUTHORIZED, "invalid-credentials", "Invalid credentials", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(EmailNotVerified refusal) {
        return problem(HttpStatus.FORBIDDEN, "email-not-verified", "E-mail address not verified", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(UnknownProvider refusal) {
        return problem(HttpStatus.NOT_FOUND, "unknown-provider", "Unknown provider", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(SignInRefused refusal) {
        return problem(HttpStatus.FORBIDDEN, "sign-in-refused", "Sign-in refused", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(LinkExpired refusal) {
        return problem(HttpStatus.UNPROCESSABLE_CONTENT, "link-expired", "Link expired", refusal);
    }

    @ExceptionHandler
    ProblemDetail on(NothingToSend refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "nothing-to-send", "Nothing to send",
                "Nobody is to be written to for this request, or not any more");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(TooManyMails refusal) {
        return later(refusal.retryAfter(),
                problem(HttpStatus.TOO_MANY_REQUESTS, "too-many-mails", "Too many mails asked for", refusal));
    }

    @ExceptionHandler
    ProblemDetail on(InvalidRefreshToken refusal) {
        return problem(HttpStatus.UNAUTHORIZED, "invalid-refresh-token", "Invalid refresh token", refusal);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(UnknownService refusal) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"souk services\", charset=\"UTF-8\"")
                .body(Problems.of(HttpStatus.UNAUTHORIZED, "unknown-service", "Unknown service",
                        "Send the service's name and secret by HTTP Basic"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(TooManyLogins refusal) {
        return later(refusal.retryAfter(),
                problem(HttpStatus.TOO_MANY_REQUESTS, "too-many-logins", "Too many failed logins", refusal));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(RedisException away, HttpServletRequest request) {
        log.warn("Redis did not answer; the request was refused with 503", away);
        return later(SHORTLY, Problems.unavailable("data-store-unavailable",
                "The data store is not available right now", request));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(HashingOverloaded refusal) {
        return later(SHORTLY, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "overloaded", "Overloaded",
                "Too many logins and registrations at once; try again shortly"));
    }

    private static ProblemDetail problem(HttpStatus status, String slug, String title, RuntimeException refusal) {
        return Problems.of(status, slug, title, detail(refusal));
    }

    private static String detail(RuntimeException refusal) {
        return Objects.requireNonNull(refusal.getMessage(), "A refusal says why");
    }

    private static ResponseEntity<ProblemDetail> later(Duration retryAfter, ProblemDetail problem) {
        // rounded up: who waits that long is not too early
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return ResponseEntity.status(problem.getStatus()).header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(problem);
    }
}
