package dev.souk.user.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person can take along. */
@RunningUserService
class ExportTests {

    private static final String PATH = "/api/v1/users/me/export";

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theExportHoldsWhatIsKeptHereAndInOrders() throws ParseException {
        Person shopper = api.shopper();
        api.post("/api/v1/users/me/addresses", Map.of("recipient", "Ada Lovelace", "line1", "12 St James's Square",
                "city", "London", "postalCode", "SW1Y 4JH", "countryCode", "GB"), shopper.tokens().accessToken());
        OrderServiceStub.SERVER.stubFor(get(inOrders(shopper)).willReturn(okJson("""
                {"orders": [{"id": "an-order"}], "more": {"that": ["nobody", "here", "knows"]}}""")));

        api.get(PATH, shopper.tokens().accessToken()).expectStatus().isOk()
                .expectHeader().valueEquals("Cache-Control", "no-store")
                .expectBody()
                .jsonPath("$.account.email").isEqualTo(shopper.email())
                .jsonPath("$.addresses[0].city").isEqualTo("London")
                .jsonPath("$.sessions[0].clientAddress").isEqualTo("127.0.0.1")
                .jsonPath("$.securityEvents[0].type").isEqualTo("LOGGED_IN")
                .jsonPath("$.orders.orders[0].id").isEqualTo("an-order")
                .jsonPath("$.orders.more.that[2]").isEqualTo("knows");

        JWTClaimsSet token = tokenShownFor(shopper);
        assertThat(token.getAudience()).containsExactly("souk-internal");
        assertThat(token.getSubject()).isEqualTo("user-service");
    }

    @Test
    void nothingOfALongHistoryIsLeftOut() {
        Person shopper = api.shopper();
        OrderServiceStub.SERVER.stubFor(get(inOrders(shopper)).willReturn(okJson("{}")));
        jdbc.sql("""
                insert into security_event (id, occurred_at, type, account_id)
                select gen_random_uuid(), now(), 'LOGIN_REFUSED', :user from generate_series(1, 2500)""")
                .param("user", shopper.id()).update();

        List<?> events = (List<?>) Objects.requireNonNull(
                Api.json(api.get(PATH, shopper.tokens().accessToken()).expectStatus().isOk()).get("securityEvents"));

        // and the registration and the login
        assertThat(events).hasSize(2502).doesNotHaveDuplicates();
    }

    @Test
    void whoSeesTheExportIsToldWhereTheRestIs() {
        Person shopper = api.shopper();
        OrderServiceStub.SERVER.stubFor(get(inOrders(shopper)).willReturn(okJson("{}")));

        api.get(PATH, shopper.tokens().accessToken()).expectStatus().isOk().expectBody()
                .jsonPath("$.elsewhere[*].call").value(calls -> assertThat((List<?>) calls).asList()
                        .contains("GET /api/v1/notifications", "GET /api/v1/products/suggested"));
    }

    @Test
    void withoutOrderServiceThereIsNoExportAndTheAnswerSaysWhy() {
        Person shopper = api.shopper();
        OrderServiceStub.SERVER.stubFor(get(inOrders(shopper)).willReturn(aResponse().withStatus(503)));

        api.get(PATH, shopper.tokens().accessToken()).expectStatus().isEqualTo(503)
                .expectHeader().exists("Retry-After")
                .expectBody().jsonPath("$.dependency").isEqualTo("order-service");
    }

    private static JWTClaimsSet tokenShownFor(Person shopper) throws ParseException {
        String header = OrderServiceStub.SERVER.findAll(getRequestedFor(urlEqualTo(inOrders(shopper)))).getFirst()
                .getHeader("Authorization");
        return SignedJWT.parse(header.substring("Bearer ".length())).getJWTClaimsSet();
    }

    private static String inOrders(Person shopper) {
        return "/internal/users/" + shopper.id() + "/personal-data";
    }
}
