package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Somebody guesses passwords, and somebody else only wants to log in. */
@RunningUserService
class GuessingTests {

    private static final int GUESSES = 200;
    private static final String HOME = "198.51.100.1";

    @Autowired
    private Api api;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private RedissonClient redisson;

    private final Instant begun = Instant.now();

    @BeforeEach
    void nobodyHasFailedYet() {
        redisson.getKeys().deleteByPattern("souk:user:counts:*");
    }

    @Test
    void guessesForOneAccountFromEverywhereAreSlowedAndThenRefused() {
        Person victim = api.shopper();
        double slowedBefore = slowed();

        List<Integer> answers = answers(GUESSES, guess -> guess("203.0.113." + guess, victim.email()));

        assertThat(answers.subList(0, 10)).containsOnly(401);
        assertThat(answers.subList(10, GUESSES)).containsOnly(429);
        assertThat(slowed() - slowedBefore).isEqualTo(5);
        assertThat(throttledSinceBegun()).containsExactly("ACCOUNT of " + victim.id() + " from 203.0.113.0/24");
    }

    @Test
    void guessesFromOneAddressForManyAccountsAreSlowedAndThenRefused() {
        double slowedBefore = slowed();

        List<Integer> answers = answers(GUESSES, guess -> guess(HOME, Api.newEmail()));

        assertThat(answers.subList(0, 100)).containsOnly(401);
        assertThat(answers.subList(100, GUESSES)).containsOnly(429);
        assertThat(slowed() - slowedBefore).isEqualTo(50);
        assertThat(throttledSinceBegun()).containsExactly("CLIENT of null from 198.51.100.0/24");
    }

    @Test
    void theOwnerLogsInFromAKnownDeviceAllTheSame() {
        Person victim = api.shopper();
        String device = Objects.requireNonNull(victim.tokens().deviceToken());
        answers(GUESSES, guess -> guess(HOME, victim.email()));

        api.tryToLogInFrom(HOME, null, victim.email(), Api.PASSWORD).expectStatus().isEqualTo(429);
        api.tryToLogInFrom(HOME, device, victim.email(), Api.PASSWORD).expectStatus().isOk();
    }

    @Test
    void theSuccessOfAKnownDeviceDoesNotOpenTheDoorForTheGuesser() {
        Person victim = api.shopper();
        answers(11, guess -> guess("203.0.113." + guess, victim.email()));

        api.tryToLogInFrom(HOME, victim.tokens().deviceToken(), victim.email(), Api.PASSWORD).expectStatus().isOk();

        assertThat(status(guess("203.0.113.99", victim.email()))).isEqualTo(429);
    }

    @Test
    void aStolenDeviceTokenGivesFewGuesses() {
        Person victim = api.shopper();

        List<Integer> answers = answers(20, guess -> api.tryToLogInFrom("203.0.113." + guess,
                victim.tokens().deviceToken(), victim.email(), "a wrong password"));

        assertThat(answers.subList(0, 10)).containsOnly(401);
        assertThat(answers.subList(10, 20)).containsOnly(429);
        api.logIn(victim.email(), Api.PASSWORD);
    }

    @Test
    void aDeviceTokenIsOfOneAccountAndCannotBeForged() {
        Person victim = api.shopper();
        String another = Objects.requireNonNull(api.shopper().tokens().deviceToken());
        String own = Objects.requireNonNull(victim.tokens().deviceToken());
        String longer = own.replaceFirst("\\.(\\d)", ".9$1");
        answers(11, guess -> guess("203.0.113." + guess, victim.email()));

        for (String forged : List.of(another, longer, "..", "a.b.c", "a.9223372036854775807.c", own + "x.y")) {
            assertThat(status(api.tryToLogInFrom(HOME, forged, victim.email(), Api.PASSWORD))).isEqualTo(429);
        }
    }

    private ResponseSpec guess(String address, String email) {
        return api.tryToLogInFrom(address, null, email, "a wrong password");
    }

    /** As an administrator sees it: the first refusal of each limit. */
    private List<String> throttledSinceBegun() {
        List<?> items = (List<?>) Objects.requireNonNull(Api.json(api.get(
                "/api/v1/ops/audit?type=LOGINS_THROTTLED&from=" + begun, api.admin().tokens().accessToken()))
                .get("items"));
        return items.stream().map(item -> (Map<?, ?>) item).map(item -> item.get("detail") + " of "
                + item.get("userId") + " from " + item.get("clientNetwork")).toList();
    }

    private double slowed() {
        return metrics.get("souk.login.slowed").counter().count();
    }

    private static List<Integer> answers(int guesses, IntFunction<ResponseSpec> guess) {
        return IntStream.range(0, guesses).mapToObj(number -> status(guess.apply(number))).toList();
    }

    private static int status(ResponseSpec answer) {
        return answer.returnResult(String.class).getStatus().value();
    }
}
