package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Password;
import dev.souk.user.account.PasswordHash;
import dev.souk.user.account.UserId;
import dev.souk.user.token.AccessTokens;
import dev.souk.user.token.ServerSecret;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
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
    private static final String RESET = "a password by a link";

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aPasswordThatWasResetMeanwhileStays(@Autowired AccountService accounts) {
        Person shopper = api.shopper();
        UserId id = new UserId(shopper.id());
        long checked = accounts.account(id).passwordVersion();
        PasswordHash chosen = accounts.hash(id, Password.chosen(ANOTHER_PASSWORD));
        assertThat(accounts.resetPassword(id, accounts.hash(id, Password.chosen(RESET)), checked)).isTrue();

        assertThat(accounts.changePassword(id, chosen, checked, UUID.randomUUID())).isFalse();

        api.logIn(shopper.email(), RESET);
    }

    @Test
    void anInstanceOfTheReleaseBeforeStillWritesAccounts() {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into account (id, email, display_name, password_hash, roles, registered_at, verified_at)
                values (:id, :email, 'Ada', 'a hash', array ['SHOPPER'], now(), now())""")
                .param("id", id).param("email", id + "@example.com").update();

        assertThat(jdbc.sql("""
                update account set password_hash = 'another hash', password_changed_at = now()
                where id = :id and (password_changed_at is null or password_changed_at <= now())""")
                .param("id", id).update()).isEqualTo(1);
    }

    @Test
    void theClocksOfTwoInstancesMayDiffer(@Autowired AccountService accounts, @Autowired Sessions sessions,
            @Autowired AccessTokens accessTokens, @Autowired LoginThrottle throttle, @Autowired KnownDevices devices,
            @Autowired SessionProperties properties, @Autowired ServerSecret secret,
            @Autowired ApplicationEventPublisher events, @Autowired TransactionOperations transactions)
            throws ParseException {
        Person shopper = api.shopper();
        SessionService aMinuteBehind = new SessionService(accounts, sessions, accessTokens, throttle, devices,
                properties, secret, events, transactions, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1)));
        Device device = new Device(null, "198.51.100.7");
        api.put("/api/v1/users/me/password", Map.of("currentPassword", Api.PASSWORD, "password", ANOTHER_PASSWORD),
                shopper.tokens().accessToken()).expectStatus().isNoContent();

        aMinuteBehind.changePassword(new UserId(shopper.id()), sid(shopper), Password.claimed(ANOTHER_PASSWORD),
                Password.chosen(RESET), device, null);
        aMinuteBehind.logIn(EmailAddress.of(shopper.email()), Password.claimed(RESET), device, null);
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
