package dev.souk.user.session;

import dev.souk.user.account.EmailAddress;
import dev.souk.user.session.FailureCounts.Count;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses passwords: so many failures per account and per client, then nothing for the rest of the window. An attempt is
 * counted before it is checked and taken back when it succeeds, so that attempts in parallel cannot outrun the count.
 *
 * <p>Without Redis there is no limit: to lock everybody out would be the greater harm. That is logged and counted, and Redis is left
 * alone for a while, so that not every login waits for it.
 */
@Component
class LoginThrottle {

    private static final Logger log = LoggerFactory.getLogger(LoginThrottle.class);
    private static final Duration REST = Duration.ofSeconds(5);

    private final FailureCounts failures;
    private final ThrottleProperties limits;
    private final Clock clock;
    private final Counter refused;
    private final Counter unavailable;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Instant restUntil = Instant.MIN;

    LoginThrottle(FailureCounts failures, ThrottleProperties limits, Clock clock, MeterRegistry metrics) {
        this.failures = failures;
        this.limits = limits;
        this.clock = clock;
        refused = Counter.builder("souk.login.throttled").description("Logins refused after too many failures")
                .register(metrics);
        unavailable = Counter.builder("souk.login.throttle.unavailable")
                .description("Logins that nobody counted because Redis did not answer").register(metrics);
    }

    /** @throws TooManyLogins when the account or the client has used up its failures */
    void admit(EmailAddress account, String client) {
        // the client first: once refused, it cannot use up the failures of any more accounts
        count(ofClient(client), limits.perClient());
        count(ofAccount(account), limits.perAccount());
    }

    /** Takes the attempt back; a rightful owner also clears what others have failed before. */
    void succeeded(EmailAddress account, String client) {
        ifRedisAnswers(() -> {
            failures.decrement(ofClient(client));
            failures.reset(ofAccount(account));
            return new Count(0, Duration.ZERO);
        });
    }

    /** Takes the attempt back: it told nobody whether the password is right. */
    void undecided(EmailAddress account, String client) {
        ifRedisAnswers(() -> {
            failures.decrement(ofClient(client));
            failures.decrement(ofAccount(account));
            return new Count(0, Duration.ZERO);
        });
    }

    private void count(String name, int limit) {
        Count count = ifRedisAnswers(() -> failures.increment(name, limits.window()));
        if (count != null && count.value() > limit) {
            refused.increment();
            throw new TooManyLogins(count.timeLeft());
        }
    }

    private @Nullable Count ifRedisAnswers(Callable<Count> call) {
        if (clock.instant().isBefore(restUntil)) {
            unavailable.increment();
            return null;
        }
        Future<Count> answer = calls.submit(call);
        try {
            return answer.get(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            restUntil = clock.instant().plus(REST);
            unavailable.increment();
            log.warn("Redis does not answer: logins are not throttled for the next {}", REST, e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static String ofAccount(EmailAddress account) {
        return "account " + account;
    }

    private static String ofClient(String client) {
        return "client " + client;
    }
}
