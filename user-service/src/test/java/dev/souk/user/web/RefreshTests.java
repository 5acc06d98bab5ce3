package dev.souk.user.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningUserService
class RefreshTests {

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void eachRefreshGivesNewTokens() {
        Tokens first = api.shopper().tokens();

        Tokens second = api.refresh(first.refreshToken());
        Tokens third = api.refresh(second.refreshToken());

        assertThat(List.of(first, second, third)).extracting(Tokens::refreshToken).doesNotHaveDuplicates();
        api.get("/api/v1/users/me", third.accessToken()).expectStatus().isOk();
    }

    @Test
    void theReuseOfAnOldTokenEndsTheWholeFamily() {
        Tokens stolen = api.shopper().tokens();
        Tokens rightful = api.refresh(stolen.refreshToken());

        api.tryToRefreshFrom("a thief", stolen.refreshToken()).expectStatus().isUnauthorized();

        api.tryToRefresh(rightful.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void theDeviceWhoseAnswerWasLostGetsTheSameSuccessorAgain() {
        Tokens first = api.shopper().tokens();
        Tokens lost = api.refresh(first.refreshToken());

        Tokens repeated = api.refresh(first.refreshToken());

        assertThat(repeated.refreshToken()).isEqualTo(lost.refreshToken());
        api.get("/api/v1/users/me", repeated.accessToken()).expectStatus().isOk();
        api.refresh(repeated.refreshToken());
    }

    @Test
    void onceTheSuccessorWasUsedNothingIsRepeated() {
        Tokens first = api.shopper().tokens();
        Tokens second = api.refresh(first.refreshToken());
        Tokens third = api.refresh(second.refreshToken());

        api.tryToRefresh(first.refreshToken()).expectStatus().isUnauthorized();

        api.tryToRefresh(third.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void aRepetitionThatComesLateIsAReuse() {
        Person shopper = api.shopper();
        Tokens second = api.refresh(shopper.tokens().refreshToken());
        jdbc.sql("""
                update refresh_token set used_at = used_at - interval '10 seconds'
                where used_at is not null and session_id in (select id from session where account_id = :id)""")
                .param("id", shopper.id()).update();

        api.tryToRefresh(shopper.tokens().refreshToken()).expectStatus().isUnauthorized();

        api.tryToRefresh(second.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void anAccessTokenDoesNotOutliveItsSession() throws ParseException {
        Person shopper = api.shopper();
        jdbc.sql("update session set expires_at = now() + interval '1 minute' where account_id = :id")
                .param("id", shopper.id()).update();

        Tokens last = api.refresh(shopper.tokens().refreshToken());

        assertThat(last.expiresIn()).isLessThanOrEqualTo(60);
        JWTClaimsSet claims = SignedJWT.parse(last.accessToken()).getJWTClaimsSet();
        assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
                .isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theReuseInOneSessionLeavesTheOthersAlone() {
        Person shopper = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);
        api.refresh(shopper.tokens().refreshToken());
        api.tryToRefreshFrom("a thief", shopper.tokens().refreshToken()).expectStatus().isUnauthorized();

        api.refresh(elsewhere.refreshToken());
    }

    @Test
    void oneTokenIsGoodForOneDeviceHoweverManyComeAtOnce() throws Exception {
        String token = api.shopper().tokens().refreshToken();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = threads.invokeAll(Stream.of("one", "two", "three", "four")
                    .<Callable<Integer>>map(device -> () -> api.tryToRefreshFrom(device, token)
                            .returnResult(String.class).getStatus().value())
                    .toList());
            assertThat(answers).extracting(Future::get).containsOnlyOnce(200).contains(401);
        }
    }

    @Test
    void oneTokenHasOneSuccessorHoweverOftenItsDeviceAsksAtOnce() throws Exception {
        String token = api.shopper().tokens().refreshToken();
        Callable<String> refresh = () -> api.refresh(token).refreshToken();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = threads.invokeAll(List.of(refresh, refresh, refresh, refresh));
            assertThat(answers.stream().map(Future::resultNow).distinct()).hasSize(1);
        }
    }

    @Test
    void whatWasNeverGivenOutIsRefused() {
        api.tryToRefresh("nonsense").expectStatus().isUnauthorized();
        api.post("/api/v1/auth/refresh", Map.of()).expectStatus().isBadRequest();
    }

    @Test
    void logoutEndsThisSessionOnly() {
        Person shopper = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);

        api.post("/api/v1/auth/logout", Map.of(), shopper.tokens().accessToken()).expectStatus().isNoContent();

        api.tryToRefresh(shopper.tokens().refreshToken()).expectStatus().isUnauthorized();
        api.refresh(elsewhere.refreshToken());
    }

    @Test
    void logoutAllEndsEverySessionOfThePerson() {
        Person shopper = api.shopper();
        Person another = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);

        api.post("/api/v1/auth/logout-all", Map.of(), elsewhere.accessToken()).expectStatus().isNoContent();

        api.tryToRefresh(shopper.tokens().refreshToken()).expectStatus().isUnauthorized();
        api.tryToRefresh(elsewhere.refreshToken()).expectStatus().isUnauthorized();
        api.refresh(another.tokens().refreshToken());
    }

    @Test
    void theLifetimeOfASessionIsNeverExtended() {
        Person shopper = api.shopper();
        Tokens current = api.refresh(shopper.tokens().refreshToken());
        jdbc.sql("update session set expires_at = now() where account_id = :id").param("id", shopper.id()).update();

        api.tryToRefresh(current.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void aSessionThatNobodyUsedForTooLongIsOver() {
        Person shopper = api.shopper();
        jdbc.sql("update session set last_used_at = now() - interval '15 days' where account_id = :id")
                .param("id", shopper.id()).update();

        api.tryToRefresh(shopper.tokens().refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void noTokenIsStoredAsItIs() {
        Person shopper = api.shopper();

        long asItIs = jdbc.sql("select count(*) from refresh_token where token_hash = convert_to(:token, 'UTF8')")
                .param("token", shopper.tokens().refreshToken()).query(Long.class).single();

        assertThat(asItIs).isZero();
    }
}
