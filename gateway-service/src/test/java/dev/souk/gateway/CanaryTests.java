package dev.souk.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.souk.common.web.test.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Two versions of product-service run, the new one as a canary for 30 of 100 users. */
@TestPropertySource(properties = "souk.edge.settings=classpath:canary-settings.yml")
class CanaryTests extends RunningEdge {

    private static final WireMockServer CANARY = new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @DynamicPropertySource
    static void newVersion(DynamicPropertyRegistry properties) {
        CANARY.start();
        CANARY.stubFor(any(anyUrl()).willReturn(ok("from the new version")));
        String instance = "spring.cloud.discovery.client.simple.instances.product-service[1].";
        properties.add(instance + "uri", CANARY::baseUrl);
        properties.add(instance + "metadata.canary", () -> "true");
    }

    @AfterAll
    static void stop() {
        CANARY.stop();
    }

    @Test
    void aShareOfTheUsersSeesTheNewVersion() {
        long atTheCanary = IntStream.range(0, 100)
                .filter(user -> versionFor(bearerOf(new UUID(7, user * 7919L))).equals("from the new version")).count();

        assertThat(atTheCanary).isBetween(15L, 45L);
    }

    @Test
    void theSameUserAlwaysSeesTheSameVersion() {
        for (int user = 0; user < 10; user++) {
            String bearer = bearerOf(UUID.randomUUID());

            assertThat(Stream.generate(() -> versionFor(bearer)).limit(5).distinct()).hasSize(1);
        }
    }

    @Test
    void aHeaderChoosesTheVersion() {
        String bearer = bearerOf(UUID.randomUUID());

        assertThat(versionFor(bearer, "X-Canary", "true")).isEqualTo("from the new version");
        assertThat(versionFor(bearer, "X-Canary", "false")).isEqualTo("from behind");
    }

    @Test
    void onlyWhatHasTwoVersionsIsNotKept() {
        CANARY.stubFor(any(anyUrl()).atPriority(1).willReturn(ok("from the new version")
                .withHeader("Cache-Control", "public, max-age=60")));
        SERVICE.stubFor(any(anyUrl()).willReturn(ok("from behind").withHeader("Cache-Control", "public, max-age=60")));
        String ofBoth = "/api/v1/products?of=" + UUID.randomUUID();
        String ofOne = "/api/v1/coupons?of=" + UUID.randomUUID();
        String bearer = bearerOf(UUID.randomUUID());

        assertThat(edge.get(ofBoth, "X-Canary", "true").body()).isEqualTo("from the new version");
        assertThat(edge.get(ofBoth, "X-Canary", "false").body()).isEqualTo("from behind");
        edge.get(ofOne, "Authorization", bearer);

        assertThat(edge.get(ofOne, "Authorization", bearer).header("Cache-Status")).isEqualTo("souk-edge; hit");
    }

    private String versionFor(String bearer, String... wish) {
        return edge.get("/api/v1/products",
                Stream.concat(Stream.of("Authorization", bearer), Stream.of(wish)).toArray(String[]::new)).body();
    }

    private static String bearerOf(UUID user) {
        return TestTokens.shopper(user).bearer();
    }
}
