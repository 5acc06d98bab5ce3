package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningUserService
class SessionHousekeepingTests {

    @Autowired
    private Api api;

    @Autowired
    private SessionHousekeeping housekeeping;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void sessionsThatAreOverGoWithTheirTokens() {
        Person expired = api.shopper();
        Person loggedOut = api.shopper();
        api.refresh(expired.tokens().refreshToken());
        change(expired, "expires_at = now() - interval '25 hours'");
        change(loggedOut, "ended_at = now() - interval '25 hours', end_reason = 'LOGGED_OUT'");

        housekeeping.deleteSessionsThatAreOver();

        assertThat(tokensOf(expired.id())).isZero();
        assertThat(tokensOf(loggedOut.id())).isZero();
    }

    @Test
    void usedTokensStayAsLongAsTheirReuseMustBeSeen() {
        Person shopper = api.shopper();
        api.refresh(shopper.tokens().refreshToken());
        change(shopper, "started_at = now() - interval '29 days'");

        housekeeping.deleteSessionsThatAreOver();

        assertThat(tokensOf(shopper.id())).isEqualTo(2);
    }

    private void change(Person owner, String what) {
        jdbc.sql("update session set " + what + " where account_id = :owner").param("owner", owner.id()).update();
    }

    private long tokensOf(UUID owner) {
        return jdbc.sql("""
                select count(*) from refresh_token t join session s on s.id = t.session_id
                where s.account_id = :owner""").param("owner", owner).query(Long.class).single();
    }
}
