package dev.souk.payment.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.common.money.Money;

/**
 * The provider's side: decides by test token, remembers its answer to each idempotency key, keeps books, and writes down what
 * it will tell by webhook.
 *
 * <table>
 * <caption>Test tokens</caption>
 * <tr><td>tok_visa</td><td>approved</td></tr>
 * <tr><td>tok_declined</td><td>refused: card_declined</td></tr>
 * <tr><td>tok_insufficient_funds</td><td>refused: insufficient_funds</td></tr>
 * <tr><td>tok_timeout</td><td>approved and booked, but the first answer comes after the deadline</td></tr>
 * <tr><td>tok_answer_lost</td><td>approved and booked, but every answer comes after the deadline: only the webhook tells</td></tr>
 * <tr><td>tok_flaky</td><td>fails twice without doing anything, then approved</td></tr>
 * <tr><td>tok_capture_fails</td><td>authorised, but every capture is refused: capture_failed</td></tr>
 * <tr><td>tok_capture_fails_twice</td><td>authorised; two captures are refused, the third one succeeds</td></tr>
 * </table>
 */
public final class Sandbox {

    private static final int FLAKY_FAILURES = 2;
    private static final int REFUSED_CAPTURES = 2;

    private final SandboxBooks books;
    private final TransactionTemplate transaction;
    private final Duration slowAnswer;
    private final Duration webhookDelay;
    private final Clock clock;

    /**
     * @param dataSource whose schema is {@code sandbox}
     * @param slowAnswer how long it takes to answer when the answer is to be late
     * @param webhookDelay after which an answer is told by webhook as well
     */
    public Sandbox(DataSource dataSource, Duration slowAnswer, Duration webhookDelay, Clock clock) {
        this.books = new SandboxBooks(JdbcClient.create(dataSource));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.slowAnswer = slowAnswer;
        this.webhookDelay = webhookDelay;
        this.clock = clock;
    }

    /** @throws IllegalStateException when it fails and has done nothing */
    public SandboxAnswer authorise(String key, String token, Money amount) {
        var asked = ask(key, "authorise",
                times -> token.equals("tok_flaky") && times <= FLAKY_FAILURES
                        ? Optional.empty()
                        : Optional.of(decide(token, amount)));
        var answer = asked.answer().orElseThrow(() -> new IllegalStateException("internal error"));
        if (token.equals("tok_answer_lost") || token.equals("tok_timeout") && asked.times() == 1) {
            beSlow();
        }
        return answer;
    }

    private SandboxAnswer decide(String token, Money amount) {
        return switch (token) {
            case "tok_visa", "tok_timeout", "tok_answer_lost", "tok_flaky", "tok_capture_fails",
                    "tok_capture_fails_twice" -> {
                var reference = "auth_" + UUID.randomUUID();
                books.open(reference, token, amount);
                yield SandboxAnswer.approved(reference);
            }
            case "tok_declined" -> SandboxAnswer.refused("card_declined");
            case "tok_insufficient_funds" -> SandboxAnswer.refused("insufficient_funds");
            default -> SandboxAnswer.refused("unknown_token");
        };
    }

    public SandboxAnswer capture(String key, String authorisation, Money amount) {
        return once(key, "capture", () -> {
            if (isRefused(books.tokenOf(authorisation), books.countCapture(authorisation))) {
                return SandboxAnswer.refused("capture_failed");
            }
            return books.capture(authorisation, amount)
                    ? moved("cap_", SandboxMovement.Kind.CAPTURE, authorisation, amount)
                    : SandboxAnswer.refused("not_capturable");
        });
    }

    private static boolean isRefused(String token, int captures) {
        return switch (token) {
            case "tok_capture_fails" -> true;
            case "tok_capture_fails_twice" -> captures <= REFUSED_CAPTURES;
            default -> false;
        };
    }

    public SandboxAnswer voidAuthorisation(String key, String authorisation) {
        return once(key, "void", () -> books.voidIt(authorisation)
                ? SandboxAnswer.approved(authorisation)
                : SandboxAnswer.refused("already_captured"));
    }

    public SandboxAnswer refund(String key, String authorisation, Money amount) {
        return once(key, "refund", () -> books.refund(authorisation, amount)
                ? moved("re_", SandboxMovement.Kind.REFUND, authorisation, amount)
                : SandboxAnswer.refused("above_captured"));
    }

    /** What moves nothing is no line of the statement. */
    private SandboxAnswer moved(String prefix, SandboxMovement.Kind kind, String authorisation, Money amount) {
        var reference = prefix + UUID.randomUUID();
        if (amount.amount() != 0) {
            books.move(new SandboxMovement(reference, kind, authorisation, amount, clock.instant()));
        }
        return SandboxAnswer.approved(reference);
    }

    private SandboxAnswer once(String key, String operation, Supplier<SandboxAnswer> work) {
        return ask(key, operation, _ -> Optional.of(work.get())).answer().orElseThrow();
    }

    /**
     * The work, the memory of its answer and the event are one transaction; the same key waits for it and gets the same
     * answer. Work without an answer has failed, and was asked for all the same.
     *
     * @param work given how often the key was asked for
     */
    private SandboxBooks.Asked ask(String key, String operation, IntFunction<Optional<SandboxAnswer>> work) {
        return inTransaction(() -> {
            var asked = books.ask(key, operation);
            if (asked.answer().isPresent()) {
                return asked;
            }
            var answer = work.apply(asked.times());
            answer.ifPresent(it -> remember(key, it));
            return new SandboxBooks.Asked(asked.times(), answer);
        });
    }

    private void remember(String key, SandboxAnswer answer) {
        books.remember(key, answer);
        books.write("evt_" + UUID.randomUUID(), key, answer, webhookDelay);
    }

    /**
     * Everything that moved on a day, in the order of time.
     *
     * @param day in UTC
     * @param after the last reference of the page before, or an empty text
     */
    public List<SandboxMovement> statement(LocalDate day, String after, int limit) {
        var begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return inTransaction(() -> books.movements(begin, begin.plus(Duration.ofDays(1)), after, limit));
    }

    /** Takes events that are due, so that no other instance sends them for as long as the lease lasts. */
    public List<SandboxEvent> takeDueEvents(int limit, Duration lease) {
        return inTransaction(() -> books.takeDue(limit, lease));
    }

    /** They were taken: nobody is told again. */
    public void delivered(List<SandboxEvent> events) {
        inTransaction(() -> books.forget(events.stream().map(SandboxEvent::id).toList()));
    }

    public void sendAgain(SandboxEvent event, Duration pause) {
        inTransaction(() -> books.sendAgain(event.id(), pause));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(_ -> work.get());
    }

    /** What was booked stays booked, but nobody waits for the answer any more. */
    private void beSlow() {
        try {
            Thread.sleep(slowAnswer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
