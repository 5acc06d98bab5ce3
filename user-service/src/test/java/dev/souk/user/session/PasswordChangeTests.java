package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.Password;
import dev.souk.user.account.UserId;
import dev.souk.user.token.AccessTokens;
import dev.souk.user.token.ServerSecret;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Somebody who knows the old password is overtaken while it is checked and the new one hashed. */
@RunningUserService
class PasswordChangeTests {

    private static final String ANOTHER_PASSWORD = "another correct horse battery";

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aPasswordThatWasResetMeanwhileStays(@Autowired AccountService accounts, @Autowired Sessions sessions,
            @Autowired AccessTokens accessTokens, @Autowired LoginThrottle throttle, @Autowired KnownDevices devices,
            @Autowired SessionProperties properties, @Autowired ServerSecret secret,
            @Autowired ApplicationEventPublisher events, @Autowired TransactionOperations transactions)
            throws ParseException {
        Person shopper = api.shopper();
        Clock whenTheChangeBegan = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        jdbc.sql("update account set password_changed_at = now() where id = :id").param("id", shopper.id()).update();
        SessionService service = new SessionService(accounts, sessions, accessTokens, throttle, devices, properties,
                secret, events, transactions, whenTheChangeBegan);

        SessionId session = sid(shopper);

        assertThatExceptionOfType(InvalidCredentials.class)
                .isThrownBy(() -> service.changePassword(new UserId(shopper.id()), session,
                        Password.claimed(Api.PASSWORD), Password.chosen(ANOTHER_PASSWORD),
                        new Device(null, "198.51.100.7"), null));
        api.logIn(shopper.email(), Api.PASSWORD);
    }

    @Test
    void aSessionThatEndedSetsNoPasswordAndEndsNoOther() {
        Person shopper = api.shopper();
        Api.Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);
        api.post("/api/v1/auth/logout", shopper.tokens().accessToken()).expectStatus().isNoContent();

        api.put("/api/v1/users/me/password",
                Map.of("currentPassword", Api.PASSWORD, "password", ANOTHER_PASSWORD),
                shopper.tokens().accessToken()).expectStatus().isUnauthorized();

        api.refresh(elsewhere.refreshToken());
        api.logIn(shopper.email(), Api.PASSWORD);
        assertThat(jdbc.sql("select count(*) from mail_request where email = :email").param("email", shopper.email())
                .query(Long.class).single()).isZero();
    }

    private static SessionId sid(Person person) throws ParseException {
        return new SessionId(UUID.fromString(
                SignedJWT.parse(person.tokens().accessToken()).getJWTClaimsSet().getStringClaim("sid")));
    }
}
