package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import java.util.stream.StreamSupport;

import com.alibaba.nacos.api.exception.NacosException;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator publishes in a real Nacos takes effect in the running edge. */
class LiveSettingsTests extends EdgeWithNacos {

    private static final String FLOW_RULES = "gateway-service-flow-rules.json";
    private static final String SYSTEM_RULES = "gateway-service-system-rules.json";
    private static final String API_GROUPS = "gateway-service-api-group-rules.json";

    @Test
    void routesAndLimitsChangeWithoutARestart() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);
        assertThat(statusOf("/api/v1/orders")).isEqualTo(404);

        nacos.publish(FLOW_RULES, """
                [{"resource": "live", "count": 0, "intervalSec": 1}]""");

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 429);
        Http.Answer refused = edge.get("/api/v1/live", "Authorization", TOKEN);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");

        nacos.publish(FLOW_RULES, "[]");

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);
    }

    @Test
    void aFilterOfARouteHasItsSayAboutTheAnswer() throws NacosException {
        nacos.publish(ROUTES,
                routeTo("/api/v1/live").replace("]}]", "], filters: ['SetResponseHeader=X-Shop, souk']}]"));

        await().atMost(PATIENCE).until(() -> "souk".equals(
                edge.get("/api/v1/live", "Authorization", TOKEN).header("X-Shop")));
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
    }

    @Test
    void aLimitOfRequestsAtTheSameTimeCountsThoseThatHaveEnded() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        nacos.publish(FLOW_RULES, """
                [{"resource": "live", "grade": 0, "count": 0}]""");
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 429);

        nacos.publish(FLOW_RULES, """
                [{"resource": "live", "grade": 0, "count": 3}]""");

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);
        for (int oneAfterTheOther = 0; oneAfterTheOther < 10; oneAfterTheOther++) {
            assertThat(statusOf("/api/v1/live")).isEqualTo(200);
        }
        nacos.publish(FLOW_RULES, "[]");
    }

    @Test
    void aLimitOfAGroupOfAddressesChangesWithoutARestart() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/**"));
        nacos.publish(API_GROUPS, """
                [{"apiName": "selling", "predicateItems": [{"pattern": "/api/v1/sales/**", "matchStrategy": 1}]}]""");
        nacos.publish(FLOW_RULES, """
                [{"resource": "selling", "resourceMode": 1, "count": 0, "intervalSec": 1}]""");

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/sales/1") == 429);
        assertThat(statusOf("/api/v1/stock/1")).isEqualTo(200);

        nacos.publish(API_GROUPS, "[]");
        nacos.publish(FLOW_RULES, "[]");

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/sales/1") == 200);
    }

    @Test
    void whatTheEdgeCanBearChangesWithoutARestart() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);

        nacos.publish(SYSTEM_RULES, """
                [{"qps": 0}]""");

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 503);
        assertThat(edge.get("/api/v1/live", "Authorization", TOKEN).problem()).isEqualTo("overloaded");

        nacos.publish(SYSTEM_RULES, "[]");

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);
    }

    @Test
    void pagesOfANamedOriginMayCallFromABrowser() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        nacos.publish(SETTINGS, settings("cors-origins: ['https://shop.example']"));

        await().atMost(PATIENCE).until(() -> preflight("https://shop.example").status() == 200);
        Http.Answer named = preflight("https://shop.example");
        assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        assertThat(named.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(named.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(preflight("https://evil.example").status()).isEqualTo(403);
        assertThat(edge.get("/api/v1/live", "Authorization", TOKEN, "Origin", "https://evil.example").status())
                .isEqualTo(403);

        nacos.publish(SETTINGS, settings(""));
        await().atMost(PATIENCE).until(
                () -> preflight("https://shop.example").header("Access-Control-Allow-Origin").isEmpty());
    }

    @Test
    void addressesOfTheNewProtocolAreDeniedByTheirBlock() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        nacos.publish(SETTINGS, settings("addresses: {deny: ['2001:db8::/32']}"));

        await().atMost(PATIENCE).until(() -> statusFrom("2001:db8:1::7") == 403);
        assertThat(statusFrom("2001:db9::7")).isEqualTo(200);

        nacos.publish(SETTINGS, settings(""));
        await().atMost(PATIENCE).until(() -> statusFrom("2001:db8:1::7") == 200);
    }

    @Test
    void whoHasTriedTooManyTokensHasNoFurtherOneVerified() throws NacosException {
        Token honest = TestTokens.shopper(UUID.randomUUID());
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        nacos.publish(SETTINGS, """
                limits:
                  user: {requests: 1000}
                  address: {requests: 2, per: 1h}
                """);
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live", honest.bearer(), "203.0.113.1") == 200
                && edge.get("/api/v1/live", "Authorization", TOKEN).header("RateLimit-Policy").contains("q=1000"));
        assertThat(statusOf("/api/v1/live", honest.bearer(), "203.0.113.2")).as("known").isEqualTo(200);

        assertThat(statusOf("/api/v1/live", honest.forged().bearer(), "203.0.113.2")).isEqualTo(401);
        assertThat(statusOf("/api/v1/live", honest.forged().bearer(), "203.0.113.2")).isEqualTo(401);

        assertThat(statusOf("/api/v1/live", honest.forged().bearer(), "203.0.113.2")).isEqualTo(429);
        assertThat(statusOf("/api/v1/live", TestTokens.shopper(UUID.randomUUID()).bearer(), "203.0.113.2"))
                .as("as good as a forged one until it is verified").isEqualTo(429);
        assertThat(statusOf("/api/v1/live", honest.bearer(), "203.0.113.2")).as("known").isEqualTo(200);

        nacos.publish(SETTINGS, settings(""));
        await().atMost(PATIENCE).until(
                () -> statusOf("/api/v1/live", honest.forged().bearer(), "203.0.113.2") == 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "routes: [",
            "routes: []",
            "nothing: here",
            "routes: [{id: a, uri: 'lb://a'}]",
            "routes: [{id: a, uri: nowhere, predicates: ['Path=/a']}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a']}, {id: a, uri: 'lb://b', predicates: ['Path=/b']}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a']}, {id: b, uri: 'lb://b', predicates: ['Pth=/b']}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a{']}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a'], filters: ['Nonsense=1']}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a'], metadata: {max-body-size: 64 elephants}}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a'], metadata: {max-body-size: -1MB}}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a'], metadata: {response-timeout: 5s}}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a'], metadata: {connect-timeout: -1}}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a'], metadata: {max-body-sise: 1MB}}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a', 'Weight=a, 1']}]",
            "routes: [{id: a, uri: 'lb://a', predicates: ['Path=/a'], filters: ['PreserveHostHeader']}]",
            "routes: [{id: a, ury: 'lb://a', predicates: ['Path=/a']}]"})
    void aListOfRoutesWithAFaultTakesNoRouteAway(String faulty) throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/kept"));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/kept") == 200);
        double refusedBefore = refused(ROUTES);

        nacos.publish(ROUTES, faulty);

        await().atMost(PATIENCE).until(() -> refused(ROUTES) == refusedBefore + 1);
        assertThat(statusOf("/api/v1/kept")).isEqualTo(200);
        assertThat(metric("souk.edge.documents.outdated", ROUTES)).isOne();
    }

    @Test
    void addressesAndScreeningChangeWithoutARestart() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        nacos.publish(SETTINGS, settings("addresses: {deny: [127.0.0.0/8]}"));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 403);

        nacos.publish(SETTINGS, settings("screening: {mode: report}"));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live?q=%3Cscript%3E") == 200);

        nacos.publish(SETTINGS, settings("screening: {mode: block}"));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live?q=%3Cscript%3E") == 400);
    }

    @Test
    void aLimitOfACallerChangesWithoutARestart() throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        nacos.publish(SETTINGS, settings(""));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);

        nacos.publish(SETTINGS, """
                limits:
                  user: {requests: 1, per: 1h}
                  address: {requests: 1, per: 1h}
                """);

        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 429);
        nacos.publish(SETTINGS, settings(""));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "limits: {user: {requests: 0}, address: {requests: 1}}",
            "limits: {user: {requests: 5}}",
            "limits: {user: {requests: 5}, address: {requests: 5}, endpoints: {user: {endpoint: GET /a, rate: {requests: 1}}}}",
            "limits: {user: {requests: 5}, address: {requests: 5}, endpoints: {address: {endpoint: GET /a, rate: {requests: 1}}}}",
            "limits: {user: {requests: 5}, address: {requests: 5}}\naddresses: {deny: [300.1.1.1/8]}",
            "limits: {user: {requests: 5}, address: {requests: 5}}\naddresses: {deny: [10.0.0.0/33]}",
            "limits: {user: {requests: 5}, address: {requests: 5}}\nscreening: {mode: blok}",
            "limits: {user: {requests: 5}, address: {requests: 5}}\nscreaning: {mode: block}",
            "limits: {user: {requests: 5}, address: {requests: 5}}\ncanary: {product-service: {weight: 101}}",
            "limits: {user: {requests: 5}, address: {requests: 5}}\ncors-origins: ['*']",
            "- a list"})
    void settingsWithAFaultChangeNothing(String faulty) throws NacosException {
        nacos.publish(ROUTES, routeTo("/api/v1/live"));
        nacos.publish(SETTINGS, settings("addresses: {deny: [127.0.0.0/8]}"));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 403);
        double refusedBefore = refused(SETTINGS);

        nacos.publish(SETTINGS, faulty);

        await().atMost(PATIENCE).until(() -> refused(SETTINGS) == refusedBefore + 1);
        assertThat(statusOf("/api/v1/live")).isEqualTo(403);
        nacos.publish(SETTINGS, settings(""));
        await().atMost(PATIENCE).until(() -> statusOf("/api/v1/live") == 200);
    }

    private static double refused(String document) {
        return metric("souk.edge.documents.refused", document);
    }

    private static double metric(String name, String document) {
        return application().getBean(MeterRegistry.class).get(name).tag("document", document).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue).sum();
    }

    private static Http.Answer preflight(String origin) {
        return edge.options("/api/v1/live", "Origin", origin, "Access-Control-Request-Method", "POST");
    }

    private static int statusFrom(String address) {
        return statusOf("/api/v1/live", TOKEN, address);
    }

    private static int statusOf(String path, String bearer, String address) {
        return edge.get(path, "Authorization", bearer, "X-Forwarded-For", address).status();
    }
}
