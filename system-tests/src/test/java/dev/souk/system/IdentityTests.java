package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.Platform;
import dev.souk.local.Service;
import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody is trusted for where a call comes from or what its headers say, and a token that has ended opens nothing. */
@WholePlatform
class IdentityTests {

    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(30);

    private final Platform platform;
    private final Goods goods;
    private final Shoppers shoppers;

    IdentityTests(Platform platform, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"USER, GET /api/v1/users/me", "PRODUCT, POST /api/v1/products", "ORDER, GET /api/v1/orders",
            "PAYMENT, GET /api/v1/ledger/entries", "INVENTORY, PUT /api/v1/inventory/SKU/supply",
            "NOTIFICATION, GET /api/v1/notifications", "USER, GET /internal/users/SOMEBODY/contact",
            "ORDER, POST /internal/orders/cancel-unpaid", "PRODUCT, POST /internal/uploads/delete-abandoned"})
    void aCallPastTheEdgeNeedsATokenOfItsOwn(Service service, String operation) {
        String[] methodAndPath = operation.split(" ");
        SoukApi nobody = platform.api().movedTo(instance(service));

        Answer answer = nobody.call(methodAndPath[0], methodAndPath[1], "", forged("operator"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"USER, GET, /internal/users/SOMEBODY/contact", "ORDER, POST, /internal/orders/cancel-unpaid",
            "PRODUCT, POST, /internal/uploads/delete-abandoned"})
    void noUsersTokenOpensAnInternalCall(Service service, String method, String path) {
        Answer answer = platform.admin().movedTo(instance(service)).call(method, path, "", Map.of());

        assertThat(answer.status()).as(answer.toString()).isIn(401, 403);
    }

    @Test
    void forgedIdentityHeadersMakeNobodyTheOwner() {
        Shopper owner = shoppers.register();
        String order = "/api/v1/orders/" + owner.order(goods.sku(1), 1, "tok_visa");
        Map<String, String> headers = forged(owner.api().get("/users/me").expect(200).path("id").asString());
        SoukApi stranger = shoppers.register().api();

        platform.api().call("GET", order, "", headers).expect(401);
        stranger.call("GET", order, "", headers).expect(404);
        stranger.movedTo(instance(Service.ORDER)).call("GET", order, "", headers).expect(404);
    }

    @Test
    void aSessionThatWasLoggedOutIsRefusedAtTheEdge() {
        Shopper shopper = shoppers.register();
        SoukApi other = shoppers.logIn(shopper.email());
        shopper.api().get("/orders").expect(200);

        shopper.api().post("/auth/logout", Map.of()).expect(204);

        awaitRefused(shopper.api());
        other.get("/orders").expect(200);
    }

    @Test
    void theTokenOfADeletedUserIsRefusedAtTheEdge() {
        Shopper shopper = shoppers.register();
        shopper.api().get("/orders").expect(200);

        shopper.api().delete("/users/me").expect(204);

        awaitRefused(shopper.api());
    }

    private static void awaitRefused(SoukApi api) {
        await().atMost(REVOKED_WITHIN).untilAsserted(() -> assertThat(api.get("/orders").status()).isEqualTo(401));
    }

    private URI instance(Service service) {
        return platform.instances(service).getFirst();
    }

    private static Map<String, String> forged(String user) {
        return Map.of("X-User-Id", user, "X-User-Roles", "ADMIN", "X-Roles", "ADMIN", "X-Forwarded-User", user);
    }
}
