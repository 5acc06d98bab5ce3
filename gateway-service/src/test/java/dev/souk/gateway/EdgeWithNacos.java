package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

import com.alibaba.nacos.api.exception.NacosException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.souk.common.service.test.NacosSettings;
import dev.souk.common.web.test.TestTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The edge as it runs, following a real Nacos, behind one proxy of ours. Its tests share one edge, which ends with the JVM. */
abstract class EdgeWithNacos {

    static final String ROUTES = "gateway-service-routes.yml";
    static final String SETTINGS = "gateway-service.yml";
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String TOKEN = TestTokens.shopper(UUID.randomUUID()).bearer();
    static final WireMockServer SERVICE = new WireMockServer(WireMockConfiguration.options().dynamicPort());

    static NacosSettings nacos;
    static Http edge;

    private static @Nullable ConfigurableApplicationContext application;

    @BeforeAll
    static void start() throws NacosException {
        nacos = new NacosSettings();
        if (application == null) {
            SERVICE.start();
            SERVICE.stubFor(any(anyUrl()).willReturn(ok("from behind")));
            application = new SpringApplicationBuilder(GatewayServiceApplication.class, OwnEventLoops.class)
                    .profiles("local").run(
                            nacos.arguments("--server.port=0", "--management.server.port=0",
                                    "--SOUK_JWKS_URI=" + TestTokens.jwkSetUri(),
                                    "--SOUK_TOKEN_ISSUER=" + TestTokens.ISSUER,
                                    "--souk.edge.trusted-proxies=1"));
        }
        edge = new Http(application().getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @AfterAll
    static void withdraw() throws NacosException {
        nacos.close();
    }

    static ConfigurableApplicationContext application() {
        return Objects.requireNonNull(application);
    }

    static String routeTo(String path) {
        return "routes: [{id: live, uri: '%s', predicates: ['Path=%s']}]".formatted(SERVICE.baseUrl(), path);
    }

    static String settings(String more) {
        return "limits: {user: {requests: 100000}, address: {requests: 100000}}\n" + more;
    }

    static int statusOf(String path) {
        return edge.get(path, "Authorization", TOKEN).status();
    }
}
