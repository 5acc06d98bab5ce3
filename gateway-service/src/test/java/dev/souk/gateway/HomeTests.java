package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayFlowRule;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayRuleManager;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The first page of the shop in one call, from parts that are there or not. */
class HomeTests extends RunningEdge {

    private static final String HOME = "/api/v1/home";
    private static final String CATEGORIES = "/api/v1/categories";
    private static final String TRENDING = "/api/v1/products/trending";
    private static final String SUGGESTIONS = "/api/v1/products/suggested";

    private final Token shopper = TestTokens.shopper(UUID.randomUUID());

    @LocalManagementPort
    int managementPort;

    @BeforeEach
    void allPartsAreThere() {
        answer(CATEGORIES, okJson("{\"items\": [{\"name\": \"Bags\"}]}"));
        answer(TRENDING, okJson("{\"items\": [{\"title\": \"Lamp\"}], \"nextCursor\": null}"));
        answer(SUGGESTIONS, okJson("{\"items\": [], \"nextCursor\": null}"));
    }

    @AfterEach
    void withdrawRules() {
        DegradeRuleManager.loadRules(List.of());
        GatewayRuleManager.loadRules(Set.of());
    }

    @Test
    void aVisitorSeesWhatIsForEverybody() {
        Http.Answer home = edge.get(HOME);

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.json()).isEqualTo(JsonMapper.shared().readTree("""
                {"categories": [{"name": "Bags"}], "trending": [{"title": "Lamp"}], "missing": []}"""));
        assertThat(home.header("Cache-Control")).as("it shows prices").isEqualTo("no-cache, public");
        assertThat(home.header("Vary")).contains("Authorization");
        SERVICE.verify(0, getRequestedFor(urlPathEqualTo(SUGGESTIONS)));
    }

    @Test
    void aShopperSeesSuggestionsToo() {
        Http.Answer home = homeOfShopper();

        assertThat(home.json().propertyNames()).containsExactly("categories", "trending", "suggestions", "missing");
        assertThat(home.json().path("missing")).isEmpty();
        assertThat(home.header("Cache-Control")).isEqualTo("no-cache, private");
        SERVICE.verify(getRequestedFor(urlEqualTo(SUGGESTIONS + "?size=12"))
                .withHeader("Authorization", equalTo(shopper.bearer())));
    }

    @Test
    void aForgedTokenIsNotTakenForAVisitor() {
        assertThat(edge.get(HOME, "Authorization", shopper.forged().bearer()).status()).isEqualTo(401);
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void forgedIdentityDoesNotReachAPart() {
        edge.get(HOME, "X-User-Id", "admin", "X-Forwarded-For", "10.0.0.1", "Accept-Language", "de");

        SERVICE.verify(getRequestedFor(urlPathEqualTo(TRENDING)).withHeader("X-User-Id", absent())
                .withHeader("X-Forwarded-For", equalTo("127.0.0.1")).withHeader("Accept-Language", equalTo("de")));
    }

    @Test
    void whatTheClientHasAlreadyIsNotAskedOfAPart() {
        Http.Answer home = edge.get(HOME, "If-None-Match", "*", "Range", "bytes=0-1", "Accept-Encoding", "gzip",
                "Accept", "text/html, application/json;q=0.1");

        assertThat(home.status()).isEqualTo(200);
        SERVICE.verify(getRequestedFor(urlPathEqualTo(TRENDING)).withHeader("If-None-Match", absent())
                .withHeader("Range", absent()).withHeader("Accept", equalTo("application/json")));
    }

    static Stream<Named<ResponseDefinitionBuilder>> badParts() {
        return Stream.of(
                Named.of("not there", aResponse().withStatus(404)),
                Named.of("failed", aResponse().withStatus(500)),
                Named.of("refused the token", aResponse().withStatus(401)),
                Named.of("empty", aResponse().withStatus(204)),
                Named.of("without a body", aResponse().withStatus(200)),
                Named.of("a page", aResponse().withStatus(200).withBody("<html><body>Welcome</body></html>")),
                Named.of("cut off", okJson("{\"items\": [{\"title\":")),
                Named.of("a bare list", okJson("[]")),
                Named.of("something else", okJson("{\"items\": \"none\"}")),
                Named.of("broken off", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Named.of("never ending", okJson("{\"items\": []}").withFixedDelay(10_000)),
                Named.of("huge", okJson("{\"items\": [\"" + "a".repeat(300_000) + "\"]}")));
    }

    @ParameterizedTest
    @MethodSource("badParts")
    void aPartThatIsNotWhatItShouldBeIsLeftOutAndNamed(ResponseDefinitionBuilder bad) {
        answer(TRENDING, bad);

        Http.Answer home = edge.get(HOME);

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.json()).isEqualTo(JsonMapper.shared().readTree("""
                {"categories": [{"name": "Bags"}], "missing": ["trending"]}"""));
        assertThat(home.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aPageOfASingleShopperCanMissItsSuggestions() {
        answer(SUGGESTIONS, aResponse().withStatus(500));

        assertThat(homeOfShopper().json().path("missing")).extracting(JsonNode::asString)
                .containsExactly("suggestions");
    }

    @Test
    void withoutAnyPartThereIsNoPage() {
        SERVICE.resetAll();
        SERVICE.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));

        Http.Answer home = homeOfShopper();

        assertThat(home.status()).isEqualTo(503);
        assertThat(home.problem()).isEqualTo("unavailable");
        assertThat(home.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void allPartsAreAskedForAtOnce() throws IOException {
        CyclicBarrier allThree = new CyclicBarrier(3);
        HttpServer togetherOrNotAtAll = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0);
        togetherOrNotAtAll.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        togetherOrNotAtAll.createContext("/", exchange -> answerWhen(allThree, exchange));
        togetherOrNotAtAll.start();
        SERVICE.stubFor(any(anyUrl()).willReturn(
                aResponse().proxiedFrom("http://127.0.0.1:" + togetherOrNotAtAll.getAddress().getPort())));

        Http.Answer home = homeOfShopper();

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.json().path("missing")).isEmpty();
        togetherOrNotAtAll.stop(0);
    }

    @Test
    void aServiceThatLetsThePageWaitIsLeftAloneLikeAnyOther() {
        breakCircuitsOf("lb://product-service");
        SERVICE.stubFor(any(anyUrl()).willReturn(okJson("{\"items\": []}").withFixedDelay(10_000)));
        await().until(() -> edge.get(HOME).status() == 503 && isOpen());
        SERVICE.resetRequests();

        assertThat(edge.get(HOME).status()).isEqualTo(503);
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void theLimitOfARouteHoldsForItsPartsToo() {
        GatewayRuleManager.loadRules(Set.of(new GatewayFlowRule("product-service").setCount(0)));

        assertThat(edge.get(HOME).status()).isEqualTo(503);
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void aPartThatTheEdgeHasKeptIsNotAskedForAgain() {
        answer(CATEGORIES, okJson("{\"items\": []}").withHeader("Cache-Control", "public, max-age=3"));
        await().until(() -> edge.get(CATEGORIES).header("Cache-Status").equals("souk-edge; hit"));
        SERVICE.resetRequests();

        assertThat(edge.get(HOME).json().path("categories").isArray()).isTrue();
        SERVICE.verify(0, getRequestedFor(urlPathEqualTo(CATEGORIES)));
        answer(CATEGORIES, okJson("{}")); // the others shall not find it
        await().until(() -> !edge.get(CATEGORIES).header("Cache-Status").equals("souk-edge; hit"));
    }

    @Test
    void thePageIsOneRequestOfItsCaller() {
        assertThat(homeOfShopper().header("RateLimit-Policy")).startsWith("\"user\"");
        assertThat(edge.get(HOME).header("RateLimit-Policy")).startsWith("\"address\"");
    }

    @Test
    void theReferenceDescribesThePage() {
        JsonNode reference = edge.get("/docs/openapi/gateway-service.json").json();

        assertThat(reference.path("paths").propertyNames()).containsExactly(HOME);
        Collection<String> described = reference.at("/components/schemas/Home/properties").propertyNames();
        assertThat(homeOfShopper().json().propertyNames()).containsExactlyElementsOf(described);
        assertThat(edge.get("/docs/docs.js").body()).contains("\"gateway-service\"");
    }

    @Test
    void operatorsDoNotFindItBesideTheirMetrics() {
        assertThat(new Http(managementPort).get(HOME).status()).isEqualTo(404);
    }

    private Http.Answer homeOfShopper() {
        return edge.get(HOME, "Authorization", shopper.bearer());
    }

    private boolean isOpen() {
        return edge.get("/api/v1/products").status() == 503;
    }

    private static void answer(String path, ResponseDefinitionBuilder with) {
        SERVICE.stubFor(any(urlPathEqualTo(path)).willReturn(with));
    }

    private static void answerWhen(CyclicBarrier all, HttpExchange exchange) throws IOException {
        try (exchange) {
            all.await(800, TimeUnit.MILLISECONDS);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"items\": []}".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private static void breakCircuitsOf(String downstream) {
        DegradeRuleManager.loadRules(List.of(new DegradeRule(downstream).setGrade(1).setCount(0.5)
                .setMinRequestAmount(2).setStatIntervalMs(60_000).setTimeWindow(30)));
    }
}
