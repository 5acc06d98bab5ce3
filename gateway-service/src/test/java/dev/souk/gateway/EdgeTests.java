package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;

class EdgeTests extends RunningEdge {

    private static final Token SHOPPER = TestTokens.shopper(UUID.randomUUID());
    private static final int TWO_MEGABYTES = 2_000_000;

    @LocalManagementPort
    int managementPort;

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/products", "/api/v1/products/1", "/api/v1/categories", "/api/v1/search?q=bag",
            "/api/v1/search/suggest?q=b", "/.well-known/jwks.json", "/api/v1/auth/oidc/example/callback?code=1",
            "/api/v1/cart", "/api/v1/inventory/A-1"})
    void whatIsPublicIsAnsweredWithoutAToken(String path) {
        assertThat(edge.get(path).body()).isEqualTo("from behind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders", "/api/v1/orders/1/history", "/api/v1/users/me", "/api/v1/inventory",
            "/api/v1/payments/1", "/api/v1/orders/1/payment", "/api/v1/notifications", "/api/v1/ops/orders/stuck",
            "/api/v1/ops/audit",
            "/api/v1/ops/signing-keys"})
    void whatIsNotPublicNeedsAToken(String path) {
        Http.Answer answer = edge.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.json().path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void aTokenIsRelayedAsItIs() {
        assertThat(edge.get("/api/v1/orders?size=5", "Authorization", SHOPPER.bearer()).status()).isEqualTo(200);

        SERVICE.verify(getRequestedFor(urlEqualTo("/api/v1/orders?size=5"))
                .withHeader("Authorization", equalTo(SHOPPER.bearer()))
                .withHeader("traceparent", WireMock.matching(".+")));
    }

    @ParameterizedTest
    @MethodSource
    void aTokenThatIsNotToBeBelievedIsRefusedEvenWhereNoneIsNeeded(String token) {
        for (String path : new String[]{"/api/v1/orders", "/api/v1/products"}) {
            Http.Answer answer = edge.get(path, "Authorization", "Bearer " + token);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("unauthenticated");
        }
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    static Stream<Named<String>> aTokenThatIsNotToBeBelievedIsRefusedEvenWhereNoneIsNeeded() {
        String none = Base64.getUrlEncoder().withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                Named.of("expired", SHOPPER.expired().value()),
                Named.of("never expiring", SHOPPER.endless().value()),
                Named.of("forged", SHOPPER.forged().value()),
                Named.of("for another audience", SHOPPER.forAudience("elsewhere").value()),
                Named.of("for services", TestTokens.service("order-service").value()),
                Named.of("of another issuer", SHOPPER.issuedBy("https://evil.test").value()),
                Named.of("unsigned", none + "." + SHOPPER.claimsPart() + "."),
                Named.of("malformed", "nonsense"));
    }

    @Test
    void forgedIdentityReachesNoService() {
        edge.get("/api/v1/products", "X-User-Id", "admin", "x-user-roles", "ADMIN", "X-Roles", "ADMIN", "X-Auth-User",
                "admin", "X-Forwarded-For", "10.0.0.1", "Forwarded", "for=10.0.0.1", "X-Real-IP", "10.0.0.1",
                "X-Original-URL", "/internal", "Accept-Language", "de");

        SERVICE.verify(getRequestedFor(urlPathEqualTo("/api/v1/products"))
                .withHeader("X-User-Id", absent()).withHeader("X-User-Roles", absent())
                .withHeader("X-Roles", absent()).withHeader("X-Auth-User", absent())
                .withHeader("Forwarded", absent()).withHeader("X-Real-IP", absent())
                .withHeader("X-Original-URL", absent())
                .withHeader("X-Forwarded-For", equalTo("127.0.0.1"))
                .withHeader("Accept-Language", equalTo("de")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/service-tokens", "/internal/invariants", "/actuator/health",
            "/actuator/prometheus",
            "/v3/api-docs", "/nowhere", "/broken", "/api/v1/nowhere", "/api/v2/orders", "/"})
    void whatHasNoRouteIsNotThereForAnybody(String path) {
        for (Http.Answer answer : new Http.Answer[]{edge.get(path),
                edge.get(path, "Authorization", TestTokens.admin().bearer())}) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/products/..%2f..%2f..%2finternal/invariants",
            "/api/v1/products/../../../internal/x",
            "/api/v1/products/%2e%2e/%2e%2e/%2e%2e/internal/x", "/api/v1/products//internal",
            "/api/v1/products/;/internal",
            "/api/v1/products/..;/..;/..;/internal/x", "/api/v1/products/a%01", "/api/v1/products/a%0d%0ab",
            "/api/v1/products/a%c2%85b", "/api/v1/products/a%E2%80%A8b"})
    void noSpellingOfAnAddressLeadsInside(String path) {
        assertThat(edge.get(path).status()).isIn(400, 404);
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void eachPartOfAnOrderIsAnsweredByItsOwner() {
        // payment-service is dead, so a 503 can only mean that one
        assertThat(edge.get("/api/v1/orders/1/payment", "Authorization", SHOPPER.bearer()).status()).isEqualTo(503);
        assertThat(edge.get("/api/v1/orders/1", "Authorization", SHOPPER.bearer()).status()).isEqualTo(200);
        assertThat(edge.get("/api/v1/orders/1/shipments", "Authorization", SHOPPER.bearer()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"dead, /api/v1/payments/1", "not there, /api/v1/notifications"})
    void aServiceThatIsGoneIsAClearAndQuickRefusal(String how, String path) {
        Http.Answer answer = edge.get(path, "Authorization", SHOPPER.bearer());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void aReadIsAskedOfAnotherInstanceWhenOneIsDead() {
        assertThat(IntStream.range(0, 10).map(call -> edge.get("/api/v1/inventory/A-1").status())).containsOnly(200);
    }

    @Test
    void aWriteIsNeverRepeated() {
        SERVICE.stubFor(any(anyUrl()).willReturn(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE)));

        Http.Answer answer = edge.post("/api/v1/orders", BodyPublishers.ofString("{}"), "Authorization",
                SHOPPER.bearer());

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.problem()).isEqualTo("bad-gateway");
        SERVICE.verify(1, postRequestedFor(urlPathEqualTo("/api/v1/orders")));
    }

    @Test
    void aReadWithABodyIsNotRepeatedAsItsBodyHasGone() {
        SERVICE.stubFor(any(anyUrl()).willReturn(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThat(edge.call("GET", "/api/v1/products", BodyPublishers.ofString("{}")).status()).isEqualTo(502);
        SERVICE.verify(1, getRequestedFor(urlPathEqualTo("/api/v1/products")));
    }

    @Test
    void twoTokensAreOneTooMany() {
        Http.Answer answer = edge.get("/api/v1/orders", "Authorization", SHOPPER.bearer(), "Authorization",
                TestTokens.admin().bearer());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void aServiceThatTakesTooLongIsNotWaitedFor() {
        SERVICE.stubFor(any(anyUrl()).willReturn(ok().withFixedDelay(5_000)));

        Http.Answer answer = edge.get("/slow", "Authorization", SHOPPER.bearer());

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.problem()).isEqualTo("timeout");
    }

    @Test
    void aServicesOwnRefusalIsPassedOn() {
        SERVICE.stubFor(any(anyUrl()).willReturn(WireMock.aResponse().withStatus(409)
                .withHeader("Content-Type", "application/problem+json").withBody("{\"type\":\"theirs\"}")));

        Http.Answer answer = edge.get("/api/v1/products");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("{\"type\":\"theirs\"}");
    }

    @Test
    void aBodyThatDeclaresTooMuchIsRefused() {
        Http.Answer answer = edge.post("/api/v1/orders", BodyPublishers.ofByteArray(new byte[TWO_MEGABYTES]),
                "Authorization", SHOPPER.bearer());

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsRefused() {
        Http.Answer answer = edge.post("/api/v1/orders",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[TWO_MEGABYTES])),
                "Authorization", SHOPPER.bearer());

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void bodiesArriveAsTheyWereSent() {
        byte[] body = "a review that is told in some words. ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        for (BodyPublisher sent : List.of(BodyPublishers.ofByteArray(body),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            SERVICE.resetRequests();

            edge.post("/api/v1/orders", sent, "Authorization", SHOPPER.bearer());

            SERVICE.verify(1, postRequestedFor(urlPathEqualTo("/api/v1/orders")).withRequestBody(binaryEqualTo(body)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024, 16 * 1024 + 1, 300_000})
    void answersArriveAsTheyWereGiven(int length) {
        String body = "x".repeat(length);
        for (boolean inChunks : new boolean[]{true, false}) {
            SERVICE.stubFor(any(anyUrl()).willReturn(inChunks
                    ? ok(body)
                    : ok(body).withHeader("Content-Length", Integer.toString(length))));

            assertThat(edge.get("/api/v1/products").body()).isEqualTo(body);
        }
    }

    @Test
    void whatIsAskedAboutAnAnswerHasItsHeadersAlone() {
        SERVICE.stubFor(any(anyUrl()).willReturn(ok().withHeader("Content-Length", "7").withHeader("ETag", "\"v1\"")));

        Http.Answer head = edge.call("HEAD", "/api/v1/products");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("7");
        assertThat(head.header("ETag")).isEqualTo("\"v1\"");
    }

    @ParameterizedTest
    @CsvSource({"multipart/form-data; boundary=b, 200", "Multipart/Form-Data; boundary=b, 200",
            "application/json, 413"})
    void onlyTheFileOfAnImportMayBeLarger(String type, int status) {
        Http.Answer answer = edge.post("/api/v1/catalogue/imports", BodyPublishers.ofByteArray(new byte[TWO_MEGABYTES]),
                "Content-Type", type, "Authorization", TestTokens.operator().bearer());

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void eachServicesDescriptionIsServedByTheEdge() {
        assertThat(edge.get("/docs/openapi/order-service.json").status()).isEqualTo(200);

        SERVICE.verify(getRequestedFor(urlEqualTo("/v3/api-docs")));
    }

    @Test
    void probesAndMetricsAreOnTheManagementPort() {
        Http management = new Http(managementPort);

        await().until(() -> management.get("/actuator/health/readiness").status() == 200);
        assertThat(management.get("/actuator/prometheus").status()).isEqualTo(200);
        assertThat(management.get("/actuator/env").status()).isEqualTo(404);
    }
}
