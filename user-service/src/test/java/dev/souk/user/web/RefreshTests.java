package dev.souk.user.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

        api.tryToRefresh(stolen.refreshToken()).expectStatus().isUnauthorized();

        api.tryToRefresh(rightful.refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void theReuseInOneSessionLeavesTheOthersAlone() {
        Person shopper = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);
        api.refresh(shopper.tokens().refreshToken());
        api.tryToRefresh(shopper.tokens().refreshToken()).expectStatus().isUnauthorized();

        api.refresh(elsewhere.refreshToken());
    }

    @Test
    void oneTokenIsGoodForOneRefreshHoweverManyComeAtOnce() throws Exception {
        String token = api.shopper().tokens().refreshToken();
        Callable<Integer> refresh = () -> api.tryToRefresh(token).returnResult(String.class).getStatus().value();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = threads.invokeAll(List.of(refresh, refresh, refresh, refresh));
            assertThat(answers).extracting(Future::get).containsOnlyOnce(200).contains(401);
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
