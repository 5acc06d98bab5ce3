package dev.souk.user.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.souk.contracts.EventContract;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.AccountService;
import dev.souk.user.audit.SecurityEvent;
import dev.souk.user.audit.SecurityEventType;
import dev.souk.user.link.LinkService;
import dev.souk.user.throttle.Counters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Mails about an account, from the wish to send one to what its link does. */
@RunningUserService
class MailTests {

    private static final String ANOTHER_PASSWORD = "another correct horse battery";
    private static final String THE_OWNERS_PASSWORD = "a third horse with a staple";

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RedissonClient redisson;

    @Test
    void whoRegistersLogsInAfterTheLinkInTheMailOnly() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        api.tryToLogIn(email, Api.PASSWORD).expectStatus().isForbidden().expectBody()
                .jsonPath("$.type").isEqualTo("https://souk.dev/problems/email-not-verified");

        Map<String, Object> letter = letter(email);
        assertThat(letter).containsEntry("kind", "VERIFY_EMAIL").containsEntry("email", email)
                .containsEntry("displayName", "Ada Lovelace").containsKey("validUntil");
        verify(letter).expectStatus().isNoContent();

        Tokens tokens = api.logIn(email, Api.PASSWORD);
        api.get("/api/v1/users/me", tokens.accessToken()).expectBody().jsonPath("$.emailVerified").isEqualTo(true);
    }

    @Test
    void aWrongPasswordDoesNotTellThatAnAddressWaitsForItsVerification() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();

        api.tryToLogIn(email, "a wrong password").expectStatus().isUnauthorized();
    }

    @Test
    void aLinkWorksOnce() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        Map<String, Object> letter = letter(email);
        verify(letter).expectStatus().isNoContent();

        verify(letter).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.type").isEqualTo("https://souk.dev/problems/link-expired");
    }

    @Test
    void aLinkWhoseUseFailedCanBeUsedAgain() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        Map<String, Object> verification = letter(email);

        whileItCannotBeStored(email, () -> verify(verification).expectStatus().is5xxServerError());
        verify(verification).expectStatus().isNoContent();
        verify(verification).expectStatus().isEqualTo(422);

        forgot(email).expectStatus().isAccepted();
        Map<String, Object> reset = letter(email);
        whileItCannotBeStored(email, () -> reset(reset, ANOTHER_PASSWORD).expectStatus().is5xxServerError());
        reset(reset, ANOTHER_PASSWORD).expectStatus().isNoContent();
        reset(reset, Api.PASSWORD).expectStatus().isEqualTo(422);
    }

    @Test
    void aLinkThatRedisKeepsAfterItsUseSetsNoOtherPassword() {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();
        Map<String, Object> letter = letter(email);
        RBucket<String> link = linkOf(email);
        String stored = link.get();
        reset(letter, ANOTHER_PASSWORD).expectStatus().isNoContent();
        assertThat(link.isExists()).isFalse();
        link.set(stored);

        reset(letter, Api.PASSWORD).expectStatus().isEqualTo(422);
    }

    @Test
    void nobodyIsWrittenToAfterTheyLeft() {
        Person shopper = api.shopper();
        forgot(shopper.email()).expectStatus().isAccepted();

        api.delete("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNoContent();

        assertThat(requestsFor(shopper.email())).isEmpty();
    }

    @Test
    void aLinkOpensNoOtherDoor() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        Map<String, Object> letter = letter(email);

        reset(letter, ANOTHER_PASSWORD).expectStatus().isEqualTo(422);
        verify(letter).expectStatus().isNoContent();
    }

    @Test
    void anotherVerificationMailCanBeAskedFor() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();

        api.post("/api/v1/auth/verify-email/resend", Map.of("email", email)).expectStatus().isAccepted();

        assertThat(requestsFor(email)).hasSize(2);
        verify(letter(email)).expectStatus().isNoContent();
    }

    @Test
    void whoReadsTheMailOfAnAddressThatWasRegisteredTwiceChoosesItsPassword() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        Map<String, Object> first = letter(email);
        api.register(email, ANOTHER_PASSWORD).expectStatus().isCreated();

        verify(first).expectStatus().isEqualTo(422);
        Map<String, Object> second = letter(email);
        assertThat(second).containsEntry("kind", "CHOOSE_PASSWORD");
        verify(second).expectStatus().isEqualTo(422);
        reset(second, THE_OWNERS_PASSWORD).expectStatus().isNoContent();

        api.tryToLogIn(email, Api.PASSWORD).expectStatus().isUnauthorized();
        api.tryToLogIn(email, ANOTHER_PASSWORD).expectStatus().isUnauthorized();
        api.get("/api/v1/users/me", api.logIn(email, THE_OWNERS_PASSWORD).accessToken()).expectBody()
                .jsonPath("$.emailVerified").isEqualTo(true);
    }

    @Test
    void aContestedAddressTellsAStrangerNoMoreThanAnUnknownOne() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        api.register(email, ANOTHER_PASSWORD).expectStatus().isCreated();

        api.tryToLogIn(email, Api.PASSWORD).expectStatus().isUnauthorized();
        api.tryToLogIn(email, ANOTHER_PASSWORD).expectStatus().isUnauthorized();
    }

    @Test
    void noMailOfAnOlderRegistrationBringsALinkForANewerOne() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        api.register(email, ANOTHER_PASSWORD).expectStatus().isCreated();

        tryToRead(requestsFor(email).getFirst()).expectStatus().isNotFound();
    }

    @Test
    void theOwnerLearnsThatSomebodyRegisteredWithTheAddressAgain() {
        String email = verifiedShopper();

        api.register(email, ANOTHER_PASSWORD).expectStatus().isCreated();

        assertThat(letter(email)).containsEntry("kind", "ALREADY_REGISTERED").containsEntry("token", null);
    }

    @Test
    void whoForgotThePasswordSetsAnotherByALink() {
        String email = verifiedShopper();
        Tokens before = api.logIn(email, Api.PASSWORD);

        forgot(email).expectStatus().isAccepted();
        Map<String, Object> letter = letter(email);
        assertThat(letter).containsEntry("kind", "RESET_PASSWORD");
        reset(letter, ANOTHER_PASSWORD).expectStatus().isNoContent();

        api.tryToLogIn(email, Api.PASSWORD).expectStatus().isUnauthorized();
        api.logIn(email, ANOTHER_PASSWORD);
        api.tryToRefresh(before.refreshToken()).expectStatus().isUnauthorized();
        assertThat(letter(email)).containsEntry("kind", "PASSWORD_CHANGED").containsEntry("token", null);
    }

    @Test
    void aLinkToResetProvesThatTheAddressIsTheirs() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();

        forgot(email).expectStatus().isAccepted();
        reset(letter(email), ANOTHER_PASSWORD).expectStatus().isNoContent();

        api.logIn(email, ANOTHER_PASSWORD);
    }

    @Test
    void aRefusedPasswordDoesNotUseUpTheLink() {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();
        Map<String, Object> letter = letter(email);

        reset(letter, "short").expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].pointer").isEqualTo("/password");

        reset(letter, ANOTHER_PASSWORD).expectStatus().isNoContent();
    }

    @Test
    void oneLinkSetsOnePasswordHoweverManyComeAtOnce() throws Exception {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();
        Map<String, Object> letter = letter(email);
        Callable<Integer> attempt = () -> reset(letter, ANOTHER_PASSWORD).returnResult(String.class).getStatus()
                .value();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = threads.invokeAll(List.of(attempt, attempt, attempt, attempt));
            assertThat(answers).extracting(Future::get).containsExactlyInAnyOrder(204, 422, 422, 422);
        }
    }

    @Test
    void everyOtherLinkDiesWithTheOldPassword() {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();
        Map<String, Object> first = letter(email);
        Map<String, Object> second = letter(email);
        reset(second, ANOTHER_PASSWORD).expectStatus().isNoContent();

        reset(first, Api.PASSWORD).expectStatus().isEqualTo(422);
    }

    @Test
    void anUnknownAddressGetsTheSameAnswerFromTheSameStatementsAndNoMail() {
        String nobody = newEmail();

        ResponseSpec unknown = forgot(nobody);
        ResponseSpec known = forgot(verifiedShopper());

        assertThat(unknown.returnResult(String.class).getStatus())
                .isEqualTo(known.returnResult(String.class).getStatus());
        assertThat(requestsFor(nobody)).hasSize(1);
        tryToRead(requestsFor(nobody).getFirst()).expectStatus().isNotFound();
    }

    @Test
    void aMailIsAnnouncedWithoutAddressAndLink() {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();

        String announced = jdbc.sql("select payload from outbox where key = :key")
                .param("key", requestsFor(email).getLast().toString()).query(String.class).single();

        EventContract.of("user-service", "MailRequested", 1).validate(announced);
        assertThat(announced).doesNotContain(email);
    }

    @Test
    void onlyTheServiceThatSendsMailsReadsThem() {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();
        String path = "/internal/mail-requests/" + requestsFor(email).getLast() + "/letter";

        api.post(path, api.tokenOf("job-scheduler", RunningUserService.JOB_SCHEDULER_SECRET)).expectStatus()
                .isForbidden();
        api.post(path, api.admin().tokens().accessToken()).expectStatus().isUnauthorized();
    }

    @Test
    void aMailThatIsLateIsNotWritten() {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();
        jdbc.sql("update mail_request set requested_at = now() - interval '31 minutes' where email = :email")
                .param("email", email).update();

        tryToRead(requestsFor(email).getLast()).expectStatus().isNotFound();
    }

    @Test
    void oneMailboxIsNotFlooded() {
        String email = verifiedShopper();
        for (int mail = 0; mail < 5; mail++) {
            forgot(email).expectStatus().isAccepted();
        }
        List<UUID> sent = requestsFor(email);

        forgot(email).expectStatus().isAccepted();

        assertThat(requestsFor(email)).isEqualTo(sent);
    }

    @Test
    void theFirstRefusalOfAClientIsAuditedAndAllAreCounted(@Autowired MailRequests requests,
            @Autowired AccountService accounts, @Autowired LinkService links, @Autowired Counters counters) {
        List<Object> audit = new ArrayList<>();
        MeterRegistry metrics = new SimpleMeterRegistry();
        MailService mails = new MailService(requests, accounts, links, counters,
                new MailThrottleProperties(1, 5, 5000, Duration.ofHours(1)), audit::add, metrics,
                Clock.systemUTC());
        String client = "192.0.2." + UUID.randomUUID();
        mails.admit(client);

        for (int refusal = 0; refusal < 3; refusal++) {
            assertThatExceptionOfType(TooManyMails.class).isThrownBy(() -> mails.admit(client));
        }

        assertThat(audit).containsExactly(
                SecurityEvent.of(SecurityEventType.MAILS_THROTTLED, null).from(client).saying("CLIENT"));
        assertThat(metrics.get("souk.mail.throttled").tag("kind", "CLIENT").counter().count()).isEqualTo(3);
    }

    @Test
    void aMailThatIsTriedAgainAndAgainIsOneMail() {
        String email = verifiedShopper();
        forgot(email).expectStatus().isAccepted();
        UUID request = requestsFor(email).getLast();

        for (int attempt = 0; attempt < 20; attempt++) {
            tryToRead(request).expectStatus().isOk();
        }
    }

    @Test
    void whoRegistersAnAddressOfAnotherAgainAndAgainKeepsNoResetFromThem() {
        String email = verifiedShopper();
        for (int registration = 0; registration < 6; registration++) {
            api.register(email, ANOTHER_PASSWORD).expectStatus().isCreated();
            tryToRead(requestsFor(email).getLast());
        }

        forgot(email).expectStatus().isAccepted();

        assertThat(letter(email)).containsEntry("kind", "RESET_PASSWORD");
    }

    @Test
    void whoKnowsThePasswordChangesItAndStaysLoggedInHereOnly() {
        Person shopper = api.shopper();
        Tokens elsewhere = api.logIn(shopper.email(), Api.PASSWORD);
        String path = "/api/v1/users/me/password";

        api.put(path, Map.of("currentPassword", "a wrong password", "password", ANOTHER_PASSWORD),
                shopper.tokens().accessToken()).expectStatus().isUnauthorized();
        api.put(path, Map.of("currentPassword", Api.PASSWORD, "password", ANOTHER_PASSWORD),
                shopper.tokens().accessToken()).expectStatus().isNoContent();

        api.refresh(shopper.tokens().refreshToken());
        api.tryToRefresh(elsewhere.refreshToken()).expectStatus().isUnauthorized();
        api.logIn(shopper.email(), ANOTHER_PASSWORD);
        assertThat(letter(shopper.email())).containsEntry("kind", "PASSWORD_CHANGED");
    }

    /** Of a domain that nobody trusts. */
    private static String newEmail() {
        return "shopper-" + UUID.randomUUID() + "@example.com";
    }

    private String verifiedShopper() {
        String email = newEmail();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        verify(letter(email)).expectStatus().isNoContent();
        return email;
    }

    private void whileItCannotBeStored(String email, Runnable attempt) {
        jdbc.sql("""
                create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'this account cannot be changed'; end $$""").update();
        jdbc.sql("create trigger refuse before update on account for each row when (old.email = '" + email
                + "') execute function refuse()").update();
        try {
            attempt.run();
        } finally {
            jdbc.sql("drop function refuse cascade").update();
        }
    }

    /** The only one that is out. */
    private RBucket<String> linkOf(String email) {
        UUID account = jdbc.sql("select id from account where email = :email").param("email", email)
                .query(UUID.class).single();
        return redisson.getKeys().getKeysStreamByPattern("souk:user:links:*")
                .map(key -> redisson.<String>getBucket(key, StringCodec.INSTANCE))
                .filter(link -> String.valueOf(link.get()).startsWith(account.toString()))
                .findFirst().orElseThrow();
    }

    private ResponseSpec forgot(String email) {
        return api.post("/api/v1/auth/password-reset", Map.of("email", email));
    }

    private ResponseSpec verify(Map<String, Object> letter) {
        return api.post("/api/v1/auth/verify-email", Map.of("token", letter.get("token")));
    }

    private ResponseSpec reset(Map<String, Object> letter, String password) {
        return api.post("/api/v1/auth/password-reset/confirm",
                Map.of("token", letter.get("token"), "password", password));
    }

    /** The newest mail to the address, as notification-service reads it. */
    private Map<String, Object> letter(String email) {
        return Api.json(tryToRead(requestsFor(email).getLast()).expectStatus().isOk());
    }

    private ResponseSpec tryToRead(UUID request) {
        return api.post("/internal/mail-requests/" + request + "/letter",
                api.tokenOf("notification-service", RunningUserService.NOTIFICATION_SERVICE_SECRET));
    }

    private List<UUID> requestsFor(String email) {
        return jdbc.sql("select id from mail_request where email = :email order by id").param("email", email)
                .query(UUID.class).list();
    }
}
