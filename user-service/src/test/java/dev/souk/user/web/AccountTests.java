package dev.souk.user.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.contracts.EventContract;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningUserService
class AccountTests {

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aShopperCanTakeAnotherName() {
        String token = api.shopper().tokens().accessToken();

        api.patch("/api/v1/users/me", Map.of("displayName", " Countess "), token).expectStatus().isOk().expectBody()
                .jsonPath("$.displayName").isEqualTo("Countess");
        api.patch("/api/v1/users/me", Map.of("displayName", ""), token).expectStatus().isBadRequest();
        api.patch("/api/v1/users/me", Map.of("displayName", "A", "roles", List.of("ADMIN")), token).expectStatus()
                .isBadRequest();
    }

    @Test
    void aDeletedAccountLeavesNothingThatTellsWhoItWas() {
        Person shopper = api.shopper();

        api.delete("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNoContent();

        api.tryToLogIn(shopper.email(), Api.PASSWORD).expectStatus().isUnauthorized();
        api.tryToRefresh(shopper.tokens().refreshToken()).expectStatus().isUnauthorized();
        api.get("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNotFound();
        Map<String, Object> row = jdbc.sql("select * from account where id = :id").param("id", shopper.id()).query()
                .singleRow();
        assertThat(row.get("email")).isEqualTo(shopper.id() + "@deleted.invalid");
        assertThat(row.get("display_name")).isEqualTo("Deleted account");
        assertThat(row.get("password_hash")).isEqualTo("");
    }

    @Test
    void aDeletionIsAnnouncedOnceAndAsItsContractSays() {
        Person shopper = api.shopper();

        api.delete("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNoContent();
        api.delete("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNotFound();

        List<Map<String, Object>> announced = jdbc.sql("""
                select topic, payload from outbox where key = :key and type = 'UserDeleted'""")
                .param("key", shopper.id().toString()).query().listOfRows();
        assertThat(announced).singleElement().satisfies(deletion -> {
            String payload = String.valueOf(deletion.get("payload"));
            EventContract.of("user-service", "UserDeleted", 1).validate(payload);
            assertThat(payload).contains(shopper.id().toString()).doesNotContain(shopper.email());
        });
    }

    @Test
    void theAddressOfADeletedAccountCanBeRegisteredAgain() {
        Person shopper = api.shopper();
        api.delete("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNoContent();

        api.register(shopper.email(), "another long password").expectStatus().isCreated();

        api.logIn(shopper.email(), "another long password");
    }

    @Test
    void onlyAdministratorsSeeOtherAccountsAndGiveRoles() {
        Person shopper = api.shopper();
        String token = shopper.tokens().accessToken();

        api.get("/api/v1/users", token).expectStatus().isForbidden();
        api.put("/api/v1/users/" + shopper.id() + "/roles", Map.of("roles", List.of("ADMIN")), token).expectStatus()
                .isForbidden();
    }

    @Test
    void aNewRoleIsInTheNextToken() {
        Person shopper = api.shopper();
        String admin = api.admin().tokens().accessToken();

        api.put("/api/v1/users/" + shopper.id() + "/roles", Map.of("roles", List.of("SHOPPER", "ADMIN")), admin)
                .expectStatus().isOk();

        Tokens next = api.refresh(shopper.tokens().refreshToken());
        api.get("/api/v1/users", next.accessToken()).expectStatus().isOk();
    }

    @Test
    void rolesThatDoNotExistOrAreNoneAreRefused() {
        Person admin = api.admin();
        String path = "/api/v1/users/" + api.shopper().id() + "/roles";

        api.put(path, Map.of("roles", List.of("EMPEROR")), admin.tokens().accessToken()).expectStatus()
                .isBadRequest();
        api.put(path, Map.of("roles", List.of()), admin.tokens().accessToken()).expectStatus().isBadRequest();
    }

    @Test
    void administratorsCannotLockThemselvesOut() {
        Person admin = api.admin();

        api.put("/api/v1/users/" + admin.id() + "/roles", Map.of("roles", List.of("SHOPPER")),
                admin.tokens().accessToken()).expectStatus().isEqualTo(409);
    }

    @Test
    void theLastAdministratorCannotLeave() {
        Person last = onlyAdministrator();

        api.delete("/api/v1/users/me", last.tokens().accessToken()).expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.type").isEqualTo("https://souk.dev/problems/administrator-needed");
        api.admin();
        api.delete("/api/v1/users/me", last.tokens().accessToken()).expectStatus().isNoContent();
    }

    @Test
    void twoAdministratorsWhoDemoteEachOtherAtOnceDoNotBothSucceed() throws Exception {
        for (int round = 0; round < 5; round++) {
            Person one = onlyAdministrator();
            Person other = api.admin();
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> answers = threads.invokeAll(List.of(
                        () -> demote(other, one, together), () -> demote(one, other, together)));
                assertThat(answers).extracting(Future::get).containsExactlyInAnyOrder(200, 409);
            }
        }
    }

    private int demote(Person administrator, Person by, CyclicBarrier together) throws Exception {
        together.await();
        return api.put("/api/v1/users/" + administrator.id() + "/roles", Map.of("roles", List.of("SHOPPER")),
                by.tokens().accessToken()).returnResult(String.class).getStatus().value();
    }

    private Person onlyAdministrator() {
        jdbc.sql("update account set roles = '{SHOPPER}' where 'ADMIN' = any (roles)").update();
        return api.admin();
    }

    @Test
    void theRolesOfNobodyCannotBeChanged() {
        api.put("/api/v1/users/" + UUID.randomUUID() + "/roles", Map.of("roles", List.of("SHOPPER")),
                api.admin().tokens().accessToken()).expectStatus().isNotFound();
    }

    @Test
    void accountsComeByThePage() {
        String admin = api.admin().tokens().accessToken();
        api.shopper();

        Object cursor = Api.json(api.get("/api/v1/users?size=1", admin)).get("nextCursor");

        api.get("/api/v1/users?size=1&cursor=" + cursor, admin).expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(1);
        api.get("/api/v1/users?cursor=garbage", admin).expectStatus().isBadRequest();
        api.get("/api/v1/users?size=0", admin).expectStatus().isBadRequest();
    }
}
