package dev.souk.user.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.contracts.EventContract;
import dev.souk.user.Api;
import dev.souk.user.RunningUserService;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningUserService
class RegistrationTests {

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whoRegistersCanLogInWithTheAddressInAnyCase() {
        String email = Api.newEmail();

        api.register(email, Api.PASSWORD).expectStatus().isCreated();

        Api.Tokens tokens = api.logIn(email.toUpperCase(Locale.ROOT), Api.PASSWORD);
        api.get("/api/v1/users/me", tokens.accessToken()).expectStatus().isOk().expectBody()
                .jsonPath("$.email").isEqualTo(email)
                .jsonPath("$.displayName").isEqualTo("Ada Lovelace")
                .jsonPath("$.roles[0]").isEqualTo("SHOPPER")
                .jsonPath("$.roles.length()").isEqualTo(1);
    }

    @Test
    void theAnswerForATakenAddressIsTheSameAndChangesNothing() {
        String email = Api.newEmail();
        byte[] first = api.register(email, Api.PASSWORD).expectStatus().isCreated().expectBody().returnResult()
                .getResponseBodyContent();

        byte[] second = api.register(email, "another long password").expectStatus().isCreated().expectBody()
                .returnResult().getResponseBodyContent();

        assertThat(second).isEqualTo(first);
        api.logIn(email, Api.PASSWORD);
        api.tryToLogIn(email, "another long password").expectStatus().isUnauthorized();
    }

    @Test
    void aRegistrationIsAnnouncedOnceAndAsItsContractSays() {
        String email = Api.newEmail();

        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        api.register(email, Api.PASSWORD).expectStatus().isCreated();

        List<String> announced = jdbc.sql("""
                select o.payload from outbox o join account a on o.key = cast(a.id as text)
                where a.email = :email""").param("email", email).query(String.class).list();
        assertThat(announced).hasSize(1);
        EventContract.of("user-service", "UserRegistered", 1).validate(announced.getFirst());
        assertThat(announced.getFirst()).doesNotContain(email);
    }

    @Test
    void aShortPasswordIsRefusedByNameAndNothingIsStored() {
        String email = Api.newEmail();

        api.register(email, "1234567").expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].pointer").isEqualTo("/password");

        api.tryToLogIn(email, "1234567").expectStatus().isUnauthorized();
    }

    @Test
    void whatIsNoAddressIsRefusedByName() {
        api.register("nobody", Api.PASSWORD).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].pointer").isEqualTo("/email");
    }

    @Test
    void nobodyCanGiveThemselvesARole() {
        Map<String, Object> request = new HashMap<>(
                Map.of("email", Api.newEmail(), "password", Api.PASSWORD, "displayName", "Mallory"));
        request.put("roles", List.of("ADMIN"));

        api.post("/api/v1/auth/register", request).expectStatus().isBadRequest();
    }
}
