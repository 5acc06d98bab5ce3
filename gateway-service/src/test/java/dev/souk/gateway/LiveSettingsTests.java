package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.StreamSupport;

import com.alibaba.nacos.api.exception.NacosException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.souk.common.service.test.NacosSettings;
import dev.souk.common.web.test.TestTokens;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What an operator publishes in a real Nacos takes effect in the running edge. */
class LiveSettingsTests {

    private static final String ROUTES = "gateway-service-routes.yml";
    private static final String SETTINGS = "gateway-service.yml";
    private static final String FLOW_RULES = "gateway-service-flow-rules.json";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKEN = TestTokens.shopper(UUID.randomUUID()).bearer();

    private static final WireMockServer SERVICE = new WireMockServer(WireMockConfiguration.options().dynamicPort());

    private static NacosSettings nacos;
    private static ConfigurableApplicationContext application;
    private static Http edge;

    @BeforeAll
    static void start() throws NacosException {
        SERVICE.start();
        SERVICE.stubFor(any(anyUrl()).willReturn(ok("from behind")));
        nacos = new NacosSettings();
        application = new SpringApplicationBuilder(GatewayServiceApplication.class, OwnEventLoops.class)
                .profiles("local").run(
                        nacos.arguments("--server.port=0", "--management.server.port=0",
                                "--SOUK_JWKS_URI=" + TestTokens.jwkSetUri(),
                                "--SOUK_TOKEN_ISSUER=" + TestTokens.ISSUER));
        edge = new Http(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void stop() throws NacosException {
        application.close();
        nacos.close();
        SERVICE.stop();
    }

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

    private static String routeTo(String path) {
        return "routes: [{id: live, uri: '%s', predicates: ['Path=%s']}]".formatted(SERVICE.baseUrl(), path);
    }

    private static String settings(String more) {
        return "limits: {user: {requests: 1000}, address: {requests: 1000}}\n" + more;
    }

    private static double refused(String document) {
        return metric("souk.edge.documents.refused", document);
    }

    private static double metric(String name, String document) {
        return application.getBean(MeterRegistry.class).get(name).tag("document", document).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue).sum();
    }

    private static int statusOf(String path) {
        return edge.get(path, "Authorization", TOKEN).status();
    }
}
