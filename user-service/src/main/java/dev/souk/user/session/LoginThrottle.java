package dev.souk.user.session;

import dev.souk.user.account.EmailAddress;
import dev.souk.user.throttle.Counters;
import dev.souk.user.throttle.Counters.Count;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses passwords: so many failures per account and per client, then nothing for the rest of the window. An attempt is
 * counted before it is checked and taken back when it succeeds, so that attempts in parallel cannot outrun the count.
 */
@Component
class LoginThrottle {

    private final Counters failures;
    private final ThrottleProperties limits;
    private final Counter refused;

    LoginThrottle(Counters failures, ThrottleProperties limits, MeterRegistry metrics) {
        this.failures = failures;
        this.limits = limits;
        refused = Counter.builder("souk.login.throttled").description("Logins refused after too many failures")
                .register(metrics);
    }

    /** @throws TooManyLogins when the account or the client has used up its failures */
    void admit(EmailAddress account, String client) {
        // the client first: once refused, it cannot use up the failures of any more accounts
        count(ofClient(client), limits.perClient());
        count(ofAccount(account), limits.perAccount());
    }

    /** Takes the attempt back; a rightful owner also clears what others have failed before. */
    void succeeded(EmailAddress account, String client) {
        failures.decrement(ofClient(client));
        failures.reset(ofAccount(account));
    }

    /** Takes the attempt back: it told nobody whether the password is right. */
    void undecided(EmailAddress account, String client) {
        failures.decrement(ofClient(client));
        failures.decrement(ofAccount(account));
    }

    private void count(String name, int limit) {
        Optional<Count> count = failures.increment(name, limits.window());
        if (count.isPresent() && count.get().value() > limit) {
            refused.increment();
            throw new TooManyLogins(count.get().timeLeft());
        }
    }

    private static String ofAccount(EmailAddress account) {
        return "login account " + account;
    }

    private static String ofClient(String client) {
        return "login client " + client;
    }
}
