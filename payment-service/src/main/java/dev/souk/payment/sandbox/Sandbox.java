package dev.souk.payment.sandbox;

import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderAnswer.Approved;
import dev.souk.payment.provider.ProviderAnswer.Refused;

/**
 * The provider's side: decides by test token, remembers its answer to each idempotency key, and keeps books.
 *
 * <table>
 * <caption>Test tokens</caption>
 * <tr><td>tok_visa</td><td>approved</td></tr>
 * <tr><td>tok_declined</td><td>refused: card_declined</td></tr>
 * <tr><td>tok_insufficient_funds</td><td>refused: insufficient_funds</td></tr>
 * <tr><td>tok_timeout</td><td>approved and booked, but the first answer comes after the deadline</td></tr>
 * <tr><td>tok_flaky</td><td>fails twice without doing anything, then approved</td></tr>
 * <tr><td>tok_capture_fails</td><td>authorised, but every capture is refused: capture_failed</td></tr>
 * <tr><td>tok_capture_fails_twice</td><td>authorised; two captures are refused, the third one succeeds</td></tr>
 * </table>
 */
@Component
class Sandbox {

    private static final int FLAKY_FAILURES = 2;
    private static final int REFUSED_CAPTURES = 2;

    private final SandboxBooks books;
    private final SandboxProperties properties;
    private final TransactionTemplate transaction;

    Sandbox(SandboxBooks books, SandboxProperties properties, PlatformTransactionManager transactions) {
        this.books = books;
        this.properties = properties;
        this.transaction = new TransactionTemplate(transactions);
    }

    ProviderAnswer authorise(String key, String token, Money amount) {
        int asked = count(key, "authorise");
        if (token.equals("tok_flaky") && asked <= FLAKY_FAILURES) {
            throw new IllegalStateException("internal error");
        }
        var answer = once(key, () -> decide(token, amount));
        if (token.equals("tok_timeout") && asked == 1) {
            beSlow();
        }
        return answer;
    }

    private ProviderAnswer decide(String token, Money amount) {
        return switch (token) {
            case "tok_visa", "tok_timeout", "tok_flaky", "tok_capture_fails", "tok_capture_fails_twice" -> {
                var reference = "auth_" + UUID.randomUUID();
                books.open(reference, token, amount);
                yield new Approved(reference);
            }
            case "tok_declined" -> new Refused("card_declined");
            case "tok_insufficient_funds" -> new Refused("insufficient_funds");
            default -> new Refused("unknown_token");
        };
    }

    ProviderAnswer capture(String key, String authorisation, Money amount) {
        count(key, "capture");
        return once(key, () -> {
            if (isRefused(books.tokenOf(authorisation), books.countCapture(authorisation))) {
                return new Refused("capture_failed");
            }
            return books.capture(authorisation, amount) ? new Approved(authorisation) : new Refused("not_capturable");
        });
    }

    private static boolean isRefused(String token, int captures) {
        return switch (token) {
            case "tok_capture_fails" -> true;
            case "tok_capture_fails_twice" -> captures <= REFUSED_CAPTURES;
            default -> false;
        };
    }

    ProviderAnswer voidAuthorisation(String key, String authorisation) {
        count(key, "void");
        return once(key,
                () -> books.voidIt(authorisation) ? new Approved(authorisation) : new Refused("already_captured"));
    }

    ProviderAnswer refund(String key, String authorisation, Money amount) {
        count(key, "refund");
        return once(key,
                () -> books.refund(authorisation, amount)
                        ? new Approved(authorisation)
                        : new Refused("above_captured"));
    }

    /** Committed at once: a request that fails was asked for all the same. */
    private int count(String key, String operation) {
        return transaction.execute(_ -> books.countAsk(key, operation));
    }

    /** The work and the memory of its answer are one transaction; the same key waits for it and gets the same answer. */
    private ProviderAnswer once(String key, Supplier<ProviderAnswer> work) {
        return transaction.execute(_ -> books.answerTo(key).orElseGet(() -> {
            var answer = work.get();
            books.remember(key, answer);
            return answer;
        }));
    }

    /** What was booked stays booked, but nobody waits for the answer any more. */
    private void beSlow() {
        try {
            Thread.sleep(properties.slowAnswer());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
