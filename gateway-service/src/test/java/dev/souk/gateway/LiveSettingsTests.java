package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;

import com.alibaba.nacos.api.exception.NacosException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.souk.common.service.test.NacosSettings;
import dev.souk.common.web.test.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What an operator publishes in a real Nacos takes effect in the running edge. */
class LiveSettingsTests {

    private static final String ROUTES = "gateway-service.yml";
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
        application = new SpringApplicationBuilder(GatewayServiceApplication.class).profiles("local").run(
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
        assertThat(statusOf("/api/v1/live")).isEqualTo(404);
        assertThat(statusOf("/api/v1/orders")).isEqualTo(503);

        nacos.publish(ROUTES, """
                spring.cloud.gateway.server.webflux.routes:
                  - id: live
                    uri: %s
                    predicates: Path=/api/v1/live
                """.formatted(SERVICE.baseUrl()));

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

    private static int statusOf(String path) {
        return edge.get(path, "Authorization", TOKEN).status();
    }
}
