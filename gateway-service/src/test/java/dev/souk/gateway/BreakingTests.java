package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.alibaba.csp.sentinel.adapter.gateway.common.SentinelGatewayConstants;
import com.alibaba.csp.sentinel.adapter.gateway.common.api.ApiDefinition;
import com.alibaba.csp.sentinel.adapter.gateway.common.api.ApiPathPredicateItem;
import com.alibaba.csp.sentinel.adapter.gateway.common.api.GatewayApiDefinitionManager;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayFlowRule;
import com.alibaba.csp.sentinel.adapter.gateway.common.rule.GatewayRuleManager;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.alibaba.csp.sentinel.slots.system.SystemRule;
import com.alibaba.csp.sentinel.slots.system.SystemRuleManager;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.souk.common.web.test.TestTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services that fail and recover, and limits over all callers, by rules as an operator publishes them. */
class BreakingTests extends RunningEdge {

    private static final String TOKEN = TestTokens.shopper(UUID.randomUUID()).bearer();

    @AfterEach
    void withdrawRules() {
        DegradeRuleManager.loadRules(List.of());
        GatewayRuleManager.loadRules(Set.of());
        GatewayApiDefinitionManager.loadApiDefinitions(Set.of());
        SystemRuleManager.loadRules(List.of());
    }

    @Test
    void aServiceThatFailsIsLeftAloneAndTriedAgainUntilItIsWell() {
        breakCircuitsOf("lb://order-service");
        SERVICE.stubFor(any(anyUrl()).willReturn(serverError()));
        await().until(() -> statusOf("/api/v1/orders") == 503);
        SERVICE.resetRequests();

        Http.Answer refused = get("/api/v1/orders");

        assertThat(refused.problem()).isEqualTo("unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(SERVICE.getAllServeEvents()).isEmpty();

        // half open: one call is let through, fails, and opens it again
        await().until(() -> statusOf("/api/v1/orders") == 500);
        assertThat(statusOf("/api/v1/orders")).isEqualTo(503);

        SERVICE.stubFor(any(anyUrl()).willReturn(ok("well again")));
        await().until(() -> statusOf("/api/v1/orders") == 200);
        assertThat(statusOf("/api/v1/orders")).isEqualTo(200);
    }

    @Test
    void brokenConnectionsOpenTheCircuitAsWell() {
        breakCircuitsOf("lb://order-service");
        SERVICE.stubFor(any(anyUrl()).willReturn(com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                .withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(statusOf("/api/v1/orders")).isEqualTo(502);
        await().until(() -> statusOf("/api/v1/orders") == 503);
    }

    @Test
    void questionsForHeadersAloneCountAsWell() {
        breakCircuitsOf("lb://product-service");
        SERVICE.stubFor(any(anyUrl()).willReturn(serverError()));

        assertThat(edge.call("HEAD", "/api/v1/products").status()).isEqualTo(500);
        await().until(() -> edge.call("HEAD", "/api/v1/products").status() == 503);
    }

    @Test
    void whatClientsBreakOffOpensNoCircuit() throws IOException {
        breakCircuitsOf("lb://order-service");
        for (int time = 0; time < 20; time++) {
            sendHalfABody();
            sendTooMuch();
        }
        await().during(Duration.ofMillis(300)).until(() -> statusOf("/api/v1/orders") == 200);
    }

    private void sendTooMuch() {
        Http.Answer answer = edge.post("/api/v1/orders",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2_000_000])), "Authorization",
                TOKEN);
        assertThat(answer.status()).isEqualTo(413);
    }

    private void sendHalfABody() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(String.join("\r\n", "POST /api/v1/orders HTTP/1.1", "Host: localhost",
                    "Authorization: " + TOKEN, "Content-Type: application/json", "Content-Length: 33", "", "{")
                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theOtherServicesStayInReach() {
        breakCircuitsOf("lb://order-service");
        SERVICE.stubFor(any(anyUrl()).willReturn(serverError()));
        await().until(() -> statusOf("/api/v1/orders") == 503);

        SERVICE.stubFor(any(anyUrl()).willReturn(ok()));

        assertThat(statusOf("/api/v1/products")).isEqualTo(200);
    }

    @Test
    void aServiceIsBrowsedWhileItsSearchFails() {
        breakCircuitsOf("lb://product-service", "lb://product-service/search");
        SERVICE.stubFor(any(urlPathEqualTo("/api/v1/search")).willReturn(serverError()));
        await().until(() -> statusOf("/api/v1/search?q=lamp") == 503);

        assertThat(statusOf("/api/v1/products")).isEqualTo(200);
        assertThat(statusOf("/api/v1/search?q=lamp")).isEqualTo(503);
    }

    @Test
    void aRouteHasALimit() {
        GatewayRuleManager.loadRules(Set.of(new GatewayFlowRule("order-service").setCount(0).setIntervalSec(7)));

        Http.Answer refused = get("/api/v1/orders");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("7");
        assertThat(statusOf("/api/v1/products")).isEqualTo(200);
    }

    @Test
    void aGroupOfAddressesHasALimitAcrossRoutes() {
        GatewayApiDefinitionManager.loadApiDefinitions(Set.of(new ApiDefinition("reading").setPredicateItems(
                Set.of(new ApiPathPredicateItem().setPattern("/api/v1/products/**").setMatchStrategy(1),
                        new ApiPathPredicateItem().setPattern("/api/v1/orders/**").setMatchStrategy(1)))));
        GatewayRuleManager.loadRules(Set.of(new GatewayFlowRule("reading")
                .setResourceMode(SentinelGatewayConstants.RESOURCE_MODE_CUSTOM_API_NAME).setCount(0)));

        assertThat(statusOf("/api/v1/products/1")).isEqualTo(429);
        assertThat(statusOf("/api/v1/orders/1")).isEqualTo(429);
        assertThat(statusOf("/api/v1/users/me")).isEqualTo(200);
    }

    @Test
    void anEdgeThatHasTooMuchToDoSaysSo() {
        SystemRule nothingMore = new SystemRule();
        nothingMore.setQps(0);
        SystemRuleManager.loadRules(List.of(nothingMore));

        Http.Answer refused = get("/api/v1/orders");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("overloaded");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
    }

    private static void breakCircuitsOf(String... downstream) {
        DegradeRuleManager.loadRules(Stream.of(downstream)
                .map(each -> new DegradeRule(each).setGrade(1).setCount(0.5).setMinRequestAmount(5)
                        .setStatIntervalMs((int) Duration.ofSeconds(10).toMillis()).setTimeWindow(1))
                .toList());
    }

    private Http.Answer get(String path) {
        return edge.get(path, "Authorization", TOKEN);
    }

    private int statusOf(String path) {
        return get(path).status();
    }
}
