package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.souk.common.web.test.TestTokens;
import org.junit.jupiter.api.Test;

/** What a browser does when it opens a page: everything at once, and what it has already not again. */
class PageLoadTests extends RunningEdge {

    private static final int REQUESTS = 100;

    @Test
    void aHundredSmallAnswersArriveOverOneHttp2Connection() throws Exception {
        try (HttpClient browser = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
            assertThat(browser.send(request("first"), BodyHandlers.ofString()).version()).isEqualTo(Version.HTTP_2);

            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, REQUESTS)
                    .mapToObj(number -> browser.sendAsync(request("part-" + number), BodyHandlers.ofString())).toList();

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().version()).isEqualTo(Version.HTTP_2);
                assertThat(answer.get().body()).isEqualTo("from behind");
            }
        }
    }

    @Test
    void theFirstRequestOverHttp2MayHaveABody() throws Exception {
        try (HttpClient browser = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
            HttpResponse<String> answer = browser.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/orders"))
                            .header("Authorization", TestTokens.shopper(UUID.randomUUID()).bearer())
                            .POST(BodyPublishers.ofString("{}")).build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aThousandAnswersArriveOneAfterTheOtherOverAKeptConnection() throws Exception {
        try (HttpClient browser = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            for (int number = 0; number < 10 * REQUESTS; number++) {
                assertThat(browser.send(request("part-" + number), BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whatAServiceCallsPublicIsAskedOfItOnce() {
        String path = "/api/v1/categories?of=" + UUID.randomUUID();
        SERVICE.stubFor(any(anyUrl()).willReturn(ok("the categories").withHeader("Content-Type", "application/json")
                .withHeader("Cache-Control", "public, max-age=60").withHeader("ETag", "\"v1\"")));

        assertThat(edge.get(path).body()).isEqualTo("the categories");
        Http.Answer again = edge.get(path, "Authorization", TestTokens.shopper(UUID.randomUUID()).bearer());
        Http.Answer unchanged = edge.get(path, "If-None-Match", "\"v1\"");
        Http.Answer whatever = edge.get(path, "If-None-Match", "*");

        assertThat(again.body()).isEqualTo("the categories");
        assertThat(again.header("Content-Type")).isEqualTo("application/json");
        assertThat(again.header("Cache-Status")).isEqualTo("souk-edge; hit");
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(whatever.status()).isEqualTo(304);
        assertThat(SERVICE.getAllServeEvents()).hasSize(1);
    }

    @Test
    void noQueryIsAnotherAddressThanOneThatReadsNull() {
        String path = "/api/v1/products/" + UUID.randomUUID();
        SERVICE.stubFor(any(urlEqualTo(path + "?null")).willReturn(ok("theirs")
                .withHeader("Cache-Control", "public, max-age=60")));

        edge.get(path + "?null");

        assertThat(edge.get(path).body()).isEqualTo("from behind");
    }

    @Test
    void whatBelongsToSomebodyIsNeverKept() {
        String path = "/api/v1/orders?of=" + UUID.randomUUID();
        for (String control : List.of("private, max-age=60", "no-store", "public, no-cache", "max-age=60",
                "public, private, max-age=60", "public, no-store, max-age=60", "public, no-cache, max-age=60")) {
            SERVICE.resetAll();
            SERVICE.stubFor(any(anyUrl()).willReturn(ok("mine").withHeader("Cache-Control", control)));
            for (int shopper = 0; shopper < 2; shopper++) {
                edge.get(path, "Authorization", TestTokens.shopper(UUID.randomUUID()).bearer());
            }

            assertThat(SERVICE.getAllServeEvents()).as(control).hasSize(2);
        }
    }

    @Test
    void aKeptAnswerIsNotGivenToWhoNeedsATokenAndHasNone() {
        String path = "/api/v1/orders?of=" + UUID.randomUUID();
        SERVICE.stubFor(any(anyUrl()).willReturn(ok("shared").withHeader("Cache-Control", "public, max-age=60")));
        edge.get(path, "Authorization", TestTokens.shopper(UUID.randomUUID()).bearer());

        assertThat(edge.get(path).status()).isEqualTo(401);
    }

    @Test
    void largeAnswersAreCompressedForWhoUnderstandsIt() {
        SERVICE.stubFor(any(anyUrl()).willReturn(ok("{\"a\":\"" + "a".repeat(5_000) + "\"}")
                .withHeader("Content-Type", "application/json")));

        Http.Answer compressed = edge.get("/api/v1/products", "Accept-Encoding", "gzip");

        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary")).isEqualToIgnoringCase("Accept-Encoding");
        assertThat(compressed.body()).hasSizeLessThan(1_000);
        assertThat(edge.get("/api/v1/products").body()).hasSizeGreaterThan(5_000);
    }

    private HttpRequest request(String part) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/products/" + part))
                .timeout(Duration.ofSeconds(30)).build();
    }
}
