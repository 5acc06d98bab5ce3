package dev.souk.user.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningUserService
class AuditTests {

    private static final String PATH = "/api/v1/ops/audit";

    @Autowired
    private Api api;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theLifeOfAnAccountCanBeFollowed() {
        Person shopper = api.shopper();
        Person admin = api.admin();
        api.tryToLogInFrom("203.0.113.77", null, shopper.email(), "a wrong password");
        api.put("/api/v1/users/" + shopper.id() + "/roles", Map.of("roles", List.of("SHOPPER", "OPERATOR")),
                admin.tokens().accessToken()).expectStatus().isOk();
        api.put("/api/v1/users/me/password",
                Map.of("currentPassword", Api.PASSWORD, "password", "another horse that eats no battery"),
                shopper.tokens().accessToken()).expectStatus().isNoContent();
        api.post("/api/v1/auth/logout", shopper.tokens().accessToken()).expectStatus().isNoContent();
        api.delete("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNoContent();

        List<RecordedEvent> events = eventsOf(shopper);

        assertThat(events).extracting(RecordedEvent::type).containsExactly(SecurityEventType.ACCOUNT_DELETED,
                SecurityEventType.SESSION_ENDED, SecurityEventType.PASSWORD_CHANGED, SecurityEventType.ROLES_CHANGED,
                SecurityEventType.LOGIN_REFUSED, SecurityEventType.LOGGED_IN, SecurityEventType.REGISTERED);
        assertThat(events).filteredOn(event -> event.type() == SecurityEventType.LOGIN_REFUSED).singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.clientNetwork()).isEqualTo("203.0.113.0/24");
                    assertThat(refusal.detail()).isEqualTo("WRONG_PASSWORD");
                });
        assertThat(events).filteredOn(event -> event.type() == SecurityEventType.ROLES_CHANGED).singleElement()
                .satisfies(change -> {
                    assertThat(change.actorId()).isEqualTo(admin.id());
                    assertThat(change.detail()).isEqualTo("[SHOPPER] to [SHOPPER, OPERATOR]");
                });
        assertThat(events.toString()).doesNotContain(shopper.email(), Api.PASSWORD, "203.0.113.77");
    }

    @Test
    void aKeyIsPublishedBySomebody() {
        Person admin = api.admin();
        api.post("/api/v1/ops/signing-keys/rotate", admin.tokens().accessToken()).expectStatus().isAccepted();

        api.get(PATH + "?type=KEY_PUBLISHED&size=1", admin.tokens().accessToken()).expectStatus().isOk().expectBody()
                .jsonPath("$.items[0].type").isEqualTo("KEY_PUBLISHED")
                .jsonPath("$.items[0].actorId").isEqualTo(admin.id().toString());
    }

    @Test
    void eventsAreFoundByUserTypeAndTimeAndComeByThePage() {
        Person admin = api.admin();
        String token = admin.tokens().accessToken();
        String mine = PATH + "?user=" + admin.id();

        Map<String, Object> first = Api.json(api.get(mine + "&size=1", token).expectStatus().isOk());
        assertThat(first).extractingByKey("items").asInstanceOf(LIST)
                .hasSize(1);
        api.get(mine + "&size=1&cursor=" + first.get("nextCursor"), token).expectBody()
                .jsonPath("$.items[0].type").isEqualTo("REGISTERED")
                .jsonPath("$.nextCursor").isEqualTo(null);
        api.get(mine + "&type=LOGGED_IN", token).expectBody().jsonPath("$.items.length()").isEqualTo(1);
        api.get(mine + "&from=" + Instant.now().plusSeconds(60), token).expectBody()
                .jsonPath("$.items.length()").isEqualTo(0);
        api.get(mine + "&to=" + Instant.now().minusSeconds(60), token).expectBody()
                .jsonPath("$.items.length()").isEqualTo(0);
        api.get(PATH + "?type=NONSENSE", token).expectStatus().isBadRequest();
        api.get(PATH + "?from=yesterday", token).expectStatus().isBadRequest();
    }

    @Test
    void onlyOperatorsAndAdministratorsRead() {
        api.get(PATH, api.operator().tokens().accessToken()).expectStatus().isOk();
        api.get(PATH, api.shopper().tokens().accessToken()).expectStatus().isForbidden();
        api.get(PATH).expectStatus().isUnauthorized();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update security_event set detail = 'nothing happened'", "delete from security_event",
            "truncate security_event"})
    void whatWasRecordedStays(String forgery) {
        api.shopper();

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> jdbc.sql(forgery).update())
                .withMessageContaining("security events are kept as they are");
    }

    @Test
    void oldEventsAreForgottenInTheEnd() {
        UUID old = record("500 days");
        UUID younger = record("399 days");

        trail.forgetOldEvents();

        assertThat(trail.events(AuditQuery.ofUser(old), null, 1)).isEmpty();
        assertThat(trail.events(AuditQuery.ofUser(younger), null, 1)).hasSize(1);
    }

    @Test
    void aRetentionThatTheDatabaseForbidsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AuditProperties(Duration.ofDays(30)))
                .withMessageContaining("91d");
    }

    private UUID record(String ago) {
        UUID user = UUID.randomUUID();
        jdbc.sql(
                "insert into security_event (id, occurred_at, type, account_id) values (:id, now() - cast(:ago as interval), 'LOGGED_IN', :user)")
                .param("id", UUID.randomUUID()).param("ago", ago).param("user", user).update();
        return user;
    }

    private List<RecordedEvent> eventsOf(Person person) {
        return trail.events(AuditQuery.ofUser(person.id()), null, 100);
    }
}
