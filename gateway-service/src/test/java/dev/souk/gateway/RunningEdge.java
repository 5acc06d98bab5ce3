package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.server.ServerWebExchange;

/**
 * The edge with its real routes before services of which some are well, one (payment-service) is dead, one
 * (inventory-service) is half dead and one (notification-service) is not there at all. Its tests share one edge.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@WithTestTokens
@SoukEngines(Engine.REDIS)
@Import(RunningEdge.FurtherRoutes.class)
abstract class RunningEdge {

    /** Every service that is well. It ends with the JVM. */
    static final WireMockServer SERVICE = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().jettyHeaderRequestSize(16 * 1024));

    @LocalServerPort
    int port;

    Http edge;

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry properties) throws IOException {
        SERVICE.start();
        int deadPort = deadPort();
        String alive = SERVICE.baseUrl();
        String dead = "http://127.0.0.1:" + deadPort;
        for (String service : new String[]{"user-service", "order-service", "product-service"}) {
            properties.add("spring.cloud.discovery.client.simple.instances." + service + "[0].uri", () -> alive);
        }
        properties.add("spring.cloud.discovery.client.simple.instances.payment-service[0].uri", () -> dead);
        properties.add("spring.cloud.discovery.client.simple.instances.inventory-service[0].uri", () -> dead);
        properties.add("spring.cloud.discovery.client.simple.instances.inventory-service[1].uri", () -> alive);
    }

    @BeforeEach
    void allServicesAnswer() {
        edge = new Http(port);
        SERVICE.resetAll();
        SERVICE.stubFor(any(anyUrl()).willReturn(ok("from behind")));
    }

    private static boolean fail(ServerWebExchange exchange) {
        if (exchange.getRequest().getPath().value().equals("/broken")) {
            throw new IllegalStateException("a predicate that fails");
        }
        return false;
    }

    private static int deadPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }

    @TestConfiguration
    static class FurtherRoutes {

        @Bean
        RouteLocator further(RouteLocatorBuilder routes) {
            return routes.routes()
                    .route("broken", route -> route.predicate(RunningEdge::fail).uri("lb://product-service"))
                    .route("slow", route -> route.path("/slow").metadata("response-timeout", 300)
                            .uri("lb://product-service"))
                    .route("stalling", route -> route.path("/stalling").metadata("response-timeout", 300)
                            .uri("lb://notification-service"))
                    .build();
        }
    }
}
