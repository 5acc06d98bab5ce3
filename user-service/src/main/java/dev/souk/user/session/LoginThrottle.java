package dev.souk.user.session;

import dev.souk.user.account.EmailAddress;
import dev.souk.user.throttle.Counters;
import dev.souk.user.throttle.Counters.Count;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows down and then refuses whoever guesses passwords: by client, by account and in all. An attempt is counted before it is checked and
 * taken back when it succeeds, so that attempts in parallel cannot outrun the count. A device that its owner has logged in from before is
 * counted by itself: no attack on the account, from the same network or on everybody can lock it out.
 */
@Component
class LoginThrottle {

    private static final String EVERYBODY = "login";

    private final Counters failures;
    private final KnownDevices devices;
    private final ThrottleProperties limits;
    private final Counter slowed;
    private final Counter refused;

    LoginThrottle(Counters failures, KnownDevices devices, ThrottleProperties limits, MeterRegistry metrics) {
        this.failures = failures;
        this.devices = devices;
        this.limits = limits;
        slowed = Counter.builder("souk.login.slowed").description("Logins that had to wait after many failures")
                .register(metrics);
        refused = Counter.builder("souk.login.throttled").description("Logins refused after too many failures")
                .register(metrics);
    }

    /**
     * Returns when the attempt may be checked, after a pause if there were many failures.
     *
     * @param deviceToken of a login before, if any
     * @throws TooManyLogins when client, account, device or all together have used up their failures
     */
    Attempt admit(EmailAddress account, String client, @Nullable String deviceToken) {
        Optional<String> device = devices.recognise(account, deviceToken);
        if (device.isPresent()) {
            String ofDevice = "login device " + device.get();
            sleep(count("DEVICE", ofDevice, limits.perDevice()));
            return new Attempt(ofDevice, List.of());
        }
        String ofClient = "login client " + client;
        String ofAccount = "login account " + account;
        // each one that refuses keeps the attempt from the next: a refused client cannot use up the failures of any more accounts
        Duration pause = longer(count("CLIENT", ofClient, limits.perClient()),
                count("ACCOUNT", ofAccount, limits.perAccount()));
        sleep(longer(pause, count("EVERYBODY", EVERYBODY, limits.inAll())));
        return new Attempt(ofAccount, List.of(ofClient, EVERYBODY));
    }

    /** The attempt was rightful: it clears what others have failed for the account before. */
    void succeeded(Attempt attempt) {
        failures.reset(attempt.own());
        attempt.shared().forEach(failures::decrement);
    }

    /** The attempt told nobody whether the password is right: it was none. */
    void undecided(Attempt attempt) {
        failures.decrement(attempt.own());
        attempt.shared().forEach(failures::decrement);
    }

    /** @return how long to wait */
    private Duration count(String kind, String name, int limit) {
        Optional<Count> counted = failures.increment(name, limits.window());
        if (counted.isEmpty()) {
            return Duration.ZERO;
        }
        Count count = counted.get();
        if (count.value() > limit) {
            refused.increment();
            throw new TooManyLogins(kind, count.value() == limit + 1, count.timeLeft());
        }
        return limits.pause(count.value(), limit);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Few wait at a time: of each count half of its limit at most, and a virtual thread costs little. */
    private void sleep(Duration pause) {
        if (pause.isPositive()) {
            slowed.increment();
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * A login that was counted and not decided yet.
     *
     * @param own the count that a success clears
     * @param shared the counts from which a success is taken back
     */
    record Attempt(String own, List<String> shared) {}
}
