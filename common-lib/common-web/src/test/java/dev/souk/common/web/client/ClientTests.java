package dev.souk.common.web.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;

import com.alibaba.csp.sentinel.slots.block.RuleConstant;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRule;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeRuleManager;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleServiceTest;
import dev.souk.common.web.example.StockClient;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import feign.FeignException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.openfeign.FeignClientFactory;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Another service as the example service sees it: well, refusing, failing, slow, gone. */
@ExampleServiceTest
class ClientTests {

    private static final WireMockServer OTHER = new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @LocalServerPort
    int port;

    @Autowired
    StockClient stock;

    @Autowired
    FeignClientFactory feign;

    Calls calls;

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry properties) {
        OTHER.start();
        for (String service : new String[]{"product-service", "inventory-service", "user-service"}) {
            properties.add("spring.cloud.discovery.client.simple.instances." + service + "[0].uri", OTHER::baseUrl);
        }
        properties.add("SOUK_SERVICE_SECRET", () -> "random-enough");
    }

    @BeforeEach
    void theOtherServiceIsWell() {
        OTHER.resetAll();
        OTHER.stubFor(any(anyUrl()).willReturn(okJson("{\"amount\": 5, \"newerField\": true}")));
        calls = new Calls(port);
    }

    @AfterEach
    void withoutRules() {
        DegradeRuleManager.loadRules(List.of());
    }

    @AfterAll
    static void stop() {
        OTHER.stop();
    }

    @Test
    void anAnswerWithFieldsThatWeDoNotKnowIsFine() {
        assertThat(calls.get("/public/price").json().path("amount").asInt()).isEqualTo(5);
    }

    @Test
    void callersThatComeAtOnceAndFirstFindTheSameConverters(@Autowired FeignHttpMessageConverters converters) {
        assertThat(converters).extracting("converters").asInstanceOf(InstanceOfAssertFactories.LIST).isNotEmpty();
        assertThat(feign.getInstance("product-service", FeignHttpMessageConverters.class)).isSameAs(converters);
    }

    @Test
    void theCallersTokenAndTraceAreRelayed() {
        Token token = TestTokens.shopper(UUID.randomUUID());

        calls.get("/me/address", headers -> headers.set(HttpHeaders.AUTHORIZATION, token.bearer()));

        OTHER.verify(getRequestedFor(urlPathEqualTo("/of-caller"))
                .withHeader(HttpHeaders.AUTHORIZATION, equalTo(token.bearer())));
    }

    @Test
    void aReadThatGotNoAnswerIsRepeated() {
        OTHER.stubFor(any(anyUrl()).inScenario("flaky").whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)).willSetStateTo("well"));
        OTHER.stubFor(any(anyUrl()).inScenario("flaky").whenScenarioStateIs("well")
                .willReturn(okJson("{\"amount\": 5}")));

        assertThat(calls.get("/public/price").status()).isEqualTo(200);
    }

    @Test
    void aWriteIsNeverRepeated() {
        OTHER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        Calls.Answer answer = calls.post("/public/reserve", "{}");

        assertThat(answer.status()).isEqualTo(503);
        OTHER.verify(1, postRequestedFor(urlPathEqualTo("/reservations")));
    }

    @Test
    void aServiceThatFailsIsToldAsSuch() {
        OTHER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500).withBody("their stack trace")));

        Calls.Answer answer = calls.get("/public/price");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("dependency-unavailable");
        assertThat(answer.json().path("dependency").asString()).isEqualTo("product-service");
        assertThat(answer.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
        assertThat(answer.body()).doesNotContain("stack trace");
    }

    @Test
    void aServiceThatAsksToWaitIsNotAskedAgain() {
        OTHER.stubFor(any(anyUrl()).willReturn(serviceUnavailable().withHeader(HttpHeaders.RETRY_AFTER, "30")));

        assertThat(calls.get("/public/price").status()).isEqualTo(503);
        OTHER.verify(1, getRequestedFor(urlPathEqualTo("/prices/A-1")));
    }

    @Test
    void anOpenCircuitSparesTheOtherServiceAndClosesWhenItIsWellAgain() {
        DegradeRuleManager.loadRules(List.of(new DegradeRule("product-service#price")
                .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_COUNT).setCount(2).setMinRequestAmount(2)
                .setStatIntervalMs(60_000).setTimeWindow(1)));
        OTHER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        for (int call = 0; call < 10; call++) {
            assertThat(calls.get("/public/price").status()).isEqualTo(503);
        }
        assertThat(OTHER.findAll(getRequestedFor(urlPathEqualTo("/prices/A-1")))).hasSizeLessThan(5);

        OTHER.stubFor(any(anyUrl()).willReturn(okJson("{\"amount\": 5}")));
        Awaitility.await().until(() -> calls.get("/public/price").status() == 200);
    }

    @Test
    void whatTheOtherSideRefusesIsNoFailureOfIt() {
        DegradeRuleManager.loadRules(List.of(new DegradeRule("inventory-service#levels")
                .setGrade(RuleConstant.DEGRADE_GRADE_EXCEPTION_COUNT).setCount(1).setMinRequestAmount(1)
                .setStatIntervalMs(60_000).setTimeWindow(60)));
        issueServiceToken();
        OTHER.stubFor(WireMock.get(urlPathEqualTo("/internal/levels"))
                .willReturn(aResponse().withStatus(404)));

        for (int call = 0; call < 5; call++) {
            assertThatExceptionOfType(FeignException.NotFound.class).isThrownBy(stock::levels);
        }
    }

    @Test
    void aServicesOwnTokenIsFetchedOnceAndSentAlong() {
        issueServiceToken();

        stock.levels();
        stock.levels();

        OTHER.verify(2, getRequestedFor(urlPathEqualTo("/internal/levels"))
                .withHeader(HttpHeaders.AUTHORIZATION, matching("Bearer service-token")));
        assertThat(OTHER.findAll(postRequestedFor(urlPathEqualTo("/internal/service-tokens")))).hasSizeLessThan(2);
    }

    private static void issueServiceToken() {
        OTHER.stubFor(post(urlPathEqualTo("/internal/service-tokens"))
                .withBasicAuth("example-service", "random-enough")
                .willReturn(okJson("{\"accessToken\": \"service-token\", \"expiresIn\": 300}")));
    }
}
