package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.UserId;
import dev.souk.user.token.AccessTokens;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every end of a session reaches the stream that the gateways follow. */
@RunningUserService
class RevocationTests {

    @Autowired
    private Api api;

    @Autowired
    private RedissonClient redisson;

    @Autowired
    private RevocationStream stream;

    @Autowired
    private Sessions sessions;

    @Autowired
    private AccessTokens accessTokens;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aLogoutIsAnnounced() {
        Tokens tokens = api.shopper().tokens();

        api.post("/api/v1/auth/logout", tokens.accessToken()).expectStatus().isNoContent();

        awaitAnnounced(tokens);
    }

    @Test
    void aLogoutEverywhereAnnouncesEverySession() {
        Person shopper = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);

        api.post("/api/v1/auth/logout-all", elsewhere.accessToken()).expectStatus().isNoContent();

        awaitAnnounced(shopper.tokens(), elsewhere);
    }

    @Test
    void aRevokedSessionIsAnnouncedAndNoOther() {
        Person shopper = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);

        api.delete("/api/v1/users/me/sessions/" + sid(shopper.tokens()), elsewhere.accessToken()).expectStatus()
                .isNoContent();

        awaitAnnounced(shopper.tokens());
        assertThat(announced()).doesNotContain(sid(elsewhere));
    }

    @Test
    void theEndOfAFamilyByReuseIsAnnounced() {
        Tokens tokens = api.shopper().tokens();
        api.refresh(tokens.refreshToken());

        api.tryToRefreshFrom("a thief", tokens.refreshToken()).expectStatus().isUnauthorized();

        awaitAnnounced(tokens);
    }

    @Test
    void aDeletedAccountsSessionsAreAnnounced() {
        Tokens tokens = api.shopper().tokens();

        api.delete("/api/v1/users/me", tokens.accessToken()).expectStatus().isNoContent();

        awaitAnnounced(tokens);
    }

    @Test
    void aRoleThatIsTakenAwayEndsTheSessionsThatHaveIt() {
        Person demoted = api.admin();

        api.put("/api/v1/users/" + demoted.id() + "/roles", Map.of("roles", List.of("SHOPPER")),
                api.admin().tokens().accessToken()).expectStatus().isOk();

        awaitAnnounced(demoted.tokens());
        api.tryToRefresh(demoted.tokens().refreshToken()).expectStatus().isUnauthorized();
    }

    @Test
    void aChangedPasswordAnnouncesTheOtherSessions() {
        Person shopper = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);

        api.put("/api/v1/users/me/password",
                Map.of("currentPassword", Api.PASSWORD, "password", "another correct horse battery"),
                elsewhere.accessToken()).expectStatus().isNoContent();

        awaitAnnounced(shopper.tokens());
        assertThat(announced()).doesNotContain(sid(elsewhere));
    }

    @Test
    void aLoginThatBeganBeforeThePasswordWasChangedOpensNothing() {
        Person shopper = api.shopper();
        long before = passwordVersion(shopper);
        api.put("/api/v1/users/me/password",
                Map.of("currentPassword", Api.PASSWORD, "password", "another correct horse battery"),
                shopper.tokens().accessToken()).expectStatus().isNoContent();

        Instant now = Instant.now();
        Session late = new Session(SessionId.next(), new UserId(shopper.id()), new Device(null, "127.0.0.1"), now, now,
                now.plus(Duration.ofDays(1)));

        assertThat(sessions.add(late, before)).isFalse();
        assertThat(sessions.add(late, passwordVersion(shopper))).isTrue();
    }

    @Test
    void whatADeadInstanceLeftIsAnnouncedByAnother() {
        Person shopper = api.shopper();
        jdbc.sql("update session set ended_at = now(), end_reason = 'REVOKED' where account_id = :id")
                .param("id", shopper.id()).update();

        awaitAnnounced(shopper.tokens());
        await().until(() -> jdbc.sql("select announced_at is not null from session where account_id = :id")
                .param("id", shopper.id()).query(Boolean.class).single());
    }

    @Test
    void aStreamThatRedisLostIsWrittenAnew() {
        List<Tokens> ended = List.of(api.shopper().tokens(), api.shopper().tokens());
        ended.forEach(tokens -> api.post("/api/v1/auth/logout", tokens.accessToken()).expectStatus().isNoContent());
        awaitAnnounced(ended.getFirst(), ended.getLast());

        entries().delete();

        awaitAnnounced(ended.getFirst(), ended.getLast());
    }

    @Test
    void whatAReplicaHadNotGotBeforeItTookOverIsAnnouncedAgain() {
        Tokens first = api.shopper().tokens();
        api.post("/api/v1/auth/logout", first.accessToken()).expectStatus().isNoContent();
        awaitAnnounced(first);
        Tokens last = api.shopper().tokens();
        api.post("/api/v1/auth/logout", last.accessToken()).expectStatus().isNoContent();
        awaitAnnounced(last);

        entries().range(StreamMessageId.MIN, StreamMessageId.MAX).forEach((id, entry) -> {
            if (sid(last).equals(entry.get("sid"))) {
                entries().remove(id);
            }
        });

        awaitAnnounced(last);
    }

    @Test
    void whoAddsToAStreamThatHasLostEntriesIsToldSoAndAddsNothing() {
        SessionId session = new SessionId(UUID.randomUUID());

        assertThat(stream.add(List.of(session), Instant.EPOCH, Instant.now().plusSeconds(60))).isEmpty();

        assertThat(announced()).doesNotContain(session.value().toString());
    }

    @Test
    void aRedisThatHangsHoldsOneThreadAndNoRowOfTheDatabase() throws Exception {
        Person shopper = api.shopper();
        jdbc.sql("update session set ended_at = now(), end_reason = 'REVOKED' where account_id = :id")
                .param("id", shopper.id()).update();
        HangingStream hanging = new HangingStream(redisson);
        Revocations revocations = new Revocations(sessions, hanging, accessTokens, Clock.systemUTC());
        for (int logout = 0; logout < 20; logout++) {
            revocations.on(new SessionsEnded());
        }
        try {
            hanging.asked.await();
            // nowait: refused at once when somebody holds it
            assertThat(jdbc.sql("select id from session where account_id = :id for update nowait")
                    .param("id", shopper.id()).query(UUID.class).list()).hasSize(1);
        } finally {
            hanging.answers.countDown();
            revocations.destroy();
        }
        // one for the first, and one for all that ended while Redis hung
        assertThat(hanging.calls.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void whatEndedLongerAgoThanATokenLivesIsNotAnnounced() {
        Person old = api.shopper();
        Person fresh = api.shopper();
        jdbc.sql("""
                update session set ended_at = now() - case account_id when :old then interval '13 minutes' else '0' end,
                    end_reason = 'REVOKED'
                where account_id in (:old, :fresh)""").param("old", old.id()).param("fresh", fresh.id()).update();

        awaitAnnounced(fresh.tokens());
        assertThat(announced()).doesNotContain(sid(old.tokens()));
    }

    @Test
    void theStreamForgetsWhatNoTokenNeedsAnyMore() {
        RStream<String, String> entries = entries();
        String old = UUID.randomUUID().toString();
        // a stream is trimmed by whole nodes of 100 entries
        for (int entry = 0; entry < 300; entry++) {
            stream.add(List.of(new SessionId(UUID.fromString(old))), Instant.EPOCH, Instant.EPOCH);
        }

        stream.add(List.of(new SessionId(UUID.randomUUID())), Instant.now().plusSeconds(1), Instant.EPOCH);

        assertThat(entries.size()).isLessThan(200);
    }

    private void awaitAnnounced(Tokens... ended) {
        String[] sids = Arrays.stream(ended).map(RevocationTests::sid).toArray(String[]::new);
        await().untilAsserted(() -> assertThat(announced()).contains(sids));
    }

    private long passwordVersion(Person person) {
        return jdbc.sql("select password_version from account where id = :id").param("id", person.id())
                .query(Long.class).single();
    }

    private Stream<String> announced() {
        return entries().range(StreamMessageId.MIN, StreamMessageId.MAX).values().stream()
                .map(entry -> entry.get("sid"));
    }

    private RStream<String, String> entries() {
        return redisson.getStream("souk:revoked-sessions", StringCodec.INSTANCE);
    }

    private static String sid(Tokens tokens) {
        try {
            return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet().getStringClaim("sid");
        } catch (ParseException e) {
            throw new AssertionError("Not a token", e);
        }
    }

    /** Answers only when it is let. */
    private static final class HangingStream extends RevocationStream {

        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);

        HangingStream(RedissonClient redisson) {
            super(redisson);
        }

        @Override
        Optional<Instant> add(List<SessionId> ended, Instant keptSince, Instant known) {
            calls.incrementAndGet();
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(Instant.EPOCH);
        }
    }
}
