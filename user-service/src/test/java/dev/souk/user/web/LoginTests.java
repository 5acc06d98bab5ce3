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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@RunningUserService
class LoginTests {

    private static final int FAILURES_ALLOWED = 10;

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theAccessTokenSaysWhoInWhichSessionMayDoWhatForTenMinutes() throws ParseException {
        Person shopper = api.shopper();

        JWTClaimsSet claims = SignedJWT.parse(shopper.tokens().accessToken()).getJWTClaimsSet();

        assertThat(claims.getIssuer()).isEqualTo("https://souk.local");
        assertThat(claims.getAudience()).containsExactly("souk");
        assertThat(claims.getSubject()).isEqualTo(shopper.id().toString());
        assertThat(claims.getStringListClaim("roles")).containsExactly("SHOPPER");
        assertThat(UUID.fromString(claims.getStringClaim("sid"))).isNotNull();
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
                .hasMinutes(10);
        assertThat(shopper.tokens().expiresIn()).isEqualTo(600);
        assertThat(shopper.tokens().tokenType()).isEqualTo("Bearer");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
        Person shopper = api.shopper();

        Map<String, Object> wrong = refusal(api.tryToLogIn(shopper.email(), "wrong password"));
        Map<String, Object> unknown = refusal(api.tryToLogIn(Api.newEmail(), "wrong password"));

        assertThat(wrong).isEqualTo(unknown);
    }

    @Test
    void tooManyFailuresCloseAnAccountForAWhile() {
        Person shopper = api.shopper();
        for (int failure = 0; failure < FAILURES_ALLOWED; failure++) {
            api.tryToLogIn(shopper.email(), "wrong password").expectStatus().isUnauthorized();
        }

        api.tryToLogIn(shopper.email(), Api.PASSWORD).expectStatus().isEqualTo(429)
                .expectHeader().exists("Retry-After");
    }

    @Test
    void anUnknownAddressIsClosedInTheSameWay() {
        String nobody = Api.newEmail();
        for (int failure = 0; failure < FAILURES_ALLOWED; failure++) {
            api.tryToLogIn(nobody, "wrong password").expectStatus().isUnauthorized();
        }

        api.tryToLogIn(nobody, "wrong password").expectStatus().isEqualTo(429);
    }

    @Test
    void aSuccessForgivesTheFailuresBeforeIt() {
        Person shopper = api.shopper();
        for (int round = 0; round < 2; round++) {
            for (int failure = 0; failure < FAILURES_ALLOWED - 1; failure++) {
                api.tryToLogIn(shopper.email(), "wrong password").expectStatus().isUnauthorized();
            }
            api.logIn(shopper.email(), Api.PASSWORD);
        }
    }

    @Test
    void anAttemptThatCouldNotBeCheckedIsNoFailure() {
        Person shopper = api.shopper();
        // the log then says that the relation account does not exist: that is meant here, and nowhere else
        jdbc.sql("alter table account rename to account_away").update();
        try {
            for (int attempt = 0; attempt <= FAILURES_ALLOWED; attempt++) {
                api.tryToLogIn(shopper.email(), Api.PASSWORD).expectStatus().is5xxServerError();
            }
        } finally {
            jdbc.sql("alter table account_away rename to account").update();
        }

        api.logIn(shopper.email(), Api.PASSWORD);
    }

    @Test
    void sessionsAreListedAndRevokedOneByOne() throws ParseException {
        Person shopper = api.shopper();
        Tokens second = api.logIn(shopper.email(), Api.PASSWORD);
        String firstSession = SignedJWT.parse(shopper.tokens().accessToken()).getJWTClaimsSet().getStringClaim("sid");

        api.get("/api/v1/users/me/sessions", second.accessToken()).expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(2)
                .jsonPath("$.items[0].current").isEqualTo(true)
                .jsonPath("$.items[1].id").isEqualTo(firstSession)
                .jsonPath("$.items[1].clientAddress").isEqualTo("127.0.0.1");
        api.delete("/api/v1/users/me/sessions/" + firstSession, second.accessToken()).expectStatus().isNoContent();

        api.tryToRefresh(shopper.tokens().refreshToken()).expectStatus().isUnauthorized();
        api.refresh(second.refreshToken());
        api.delete("/api/v1/users/me/sessions/" + firstSession, second.accessToken()).expectStatus().isNotFound();
    }

    @Test
    void anotherPersonsSessionCannotBeRevoked() throws ParseException {
        Person victim = api.shopper();
        String session = SignedJWT.parse(victim.tokens().accessToken()).getJWTClaimsSet().getStringClaim("sid");

        api.delete("/api/v1/users/me/sessions/" + session, api.shopper().tokens().accessToken()).expectStatus()
                .isNotFound();

        api.refresh(victim.tokens().refreshToken());
    }

    /** All of the answer but what is different each time anyway. */
    private static Map<String, Object> refusal(ResponseSpec answer) {
        Map<String, Object> problem = Api.json(answer.expectStatus().isUnauthorized());
        assertThat(problem).containsKey("detail");
        problem.keySet().removeAll(List.of("traceId"));
        return problem;
    }
}
