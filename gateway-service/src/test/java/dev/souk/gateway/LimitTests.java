package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.souk.common.web.test.TestTokens;
import dev.souk.test.Engines;
import dev.souk.test.FaultyLink;
import dev.souk.test.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The limits of production, behind one proxy of ours, with buckets in a real Redis that can be cut off. */
@TestPropertySource(properties = {"souk.edge.settings=classpath:nacos/production/gateway-service.yml",
        "souk.edge.trusted-proxies=1"})
class LimitTests extends RunningEdge {

    private static final RedisServer REDIS = Engines.redis();
    private static final FaultyLink LINK = new FaultyLink(URI.create(REDIS.address()));
    private static final int MORE_THAN_ANY_LIMIT = 3_000;

    private final String address = randomAddress();

    @Autowired
    MeterRegistry meters;

    @Autowired
    Environment environment;

    @DynamicPropertySource
    static void redisBehindTheLink(DynamicPropertyRegistry properties) {
        properties.add("souk.redis.address", () -> "redis://127.0.0.1:" + LINK.port());
    }

    @AfterEach
    void mend() {
        LINK.mend();
        await().until(() -> gauge("souk.edge.revocations.followed") == 1);
    }

    @Test
    void aUserWhoAsksForMoreThanHisShareIsTold() {
        String token = TestTokens.shopper(UUID.randomUUID()).bearer();

        assertThat(edge.get("/api/v1/orders", "Authorization", token).header("RateLimit-Policy"))
                .isEqualTo("\"user\";q=100;w=2");
        Http.Answer refused = untilRefused(() -> edge.get("/api/v1/orders", "Authorization", token));

        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).matches("\"user\";r=0;t=\\d+");
        assertThat(edge.get("/api/v1/orders", "Authorization", TestTokens.shopper(UUID.randomUUID()).bearer()).status())
                .isEqualTo(200);
    }

    @Test
    void aUserIsTheSameFromEveryAddress() {
        String token = TestTokens.shopper(UUID.randomUUID()).bearer();

        untilRefused(() -> edge.get("/api/v1/orders", "Authorization", token, "X-Forwarded-For", randomAddress()));
    }

    @Test
    void anAddressMayRegisterTenTimesInTenMinutes() {
        for (int registration = 0; registration < 10; registration++) {
            assertThat(register(address).status()).isEqualTo(200);
        }

        assertThat(register(address).status()).isEqualTo(429);
        assertThat(Integer.parseInt(register(address).header("Retry-After"))).isBetween(1, 60);
        assertThat(register(randomAddress()).status()).isEqualTo(200);
    }

    @Test
    void addressesThatTheClientClaimsDoNotHelpIt() {
        for (int registration = 0; registration < 10; registration++) {
            register(randomAddress() + ", " + address);
        }

        assertThat(register(randomAddress() + ", " + address).status()).isEqualTo(429);
    }

    @Test
    void badTokensAreCountedForTheAddressThatTriesThem() {
        Http.Answer refused = untilRefused(() -> edge.get("/api/v1/orders", "Authorization", "Bearer nonsense",
                "X-Forwarded-For", address));

        assertThat(refused.header("RateLimit-Policy")).startsWith("\"address\"");
    }

    @Test
    void addressesThatDoNotExistAreCountedToo() {
        untilRefused(() -> edge.get("/nowhere", "X-Forwarded-For", address));
    }

    @Test
    void allInstancesCountTogether() {
        try (ConfigurableApplicationContext another = anotherEdge()) {
            Http other = new Http(another.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            await().until(() -> another.getBean(MeterRegistry.class).get("souk.edge.revocations.followed").gauge()
                    .value() == 1);
            for (int registration = 0; registration < 10; registration++) {
                register(address);
            }

            assertThat(register(other, address).status()).isEqualTo(429);
            assertThatBothTogetherGiveNoMoreThanTheLimit(other);
        }
    }

    @Test
    void withoutRedisEachInstanceCountsForItself() {
        LINK.cut();
        await().until(() -> gauge("souk.edge.revocations.followed") == 0);
        double before = decidedLocally();

        for (int registration = 0; registration < 10; registration++) {
            assertThat(register(address).status()).isEqualTo(200);
        }

        assertThat(register(address).status()).isEqualTo(429);
        assertThat(decidedLocally()).isEqualTo(before + 11);
    }

    /** They take tokens in advance, which must be counted for both. */
    private void assertThatBothTogetherGiveNoMoreThanTheLimit(Http other) {
        String client = randomAddress();
        Http[] edges = {edge, other};
        long begin = System.nanoTime();
        int admitted = 0;
        while (admitted < MORE_THAN_ANY_LIMIT
                && edges[admitted % 2].get("/nowhere", "X-Forwarded-For", client).status() == 404) {
            admitted++;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        assertThat((double) admitted).isBetween(200.0, 300 + 100 * seconds + 1);
    }

    private static Http.Answer untilRefused(Supplier<Http.Answer> call) {
        return Stream.generate(call).limit(MORE_THAN_ANY_LIMIT).filter(answer -> answer.status() == 429).findFirst()
                .orElseThrow(() -> new AssertionError("nothing was refused"));
    }

    private Http.Answer register(String forwardedFor) {
        return register(edge, forwardedFor);
    }

    private static Http.Answer register(Http edge, String forwardedFor) {
        return edge.post("/api/v1/auth/register", BodyPublishers.ofString("{}"), "X-Forwarded-For", forwardedFor);
    }

    private double decidedLocally() {
        return meters.get("souk.edge.limits.local").counter().count();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private static String randomAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private ConfigurableApplicationContext anotherEdge() {
        return new SpringApplicationBuilder(GatewayServiceApplication.class, OwnEventLoops.class).profiles("test").run(
                "--server.port=0", "--management.server.port=0",
                "--souk.redis.address=" + environment.getProperty("souk.redis.address"),
                "--souk.redis.password=" + environment.getProperty("souk.redis.password"),
                "--souk.redis.database=" + environment.getProperty("souk.redis.database"),
                "--souk.edge.settings=classpath:nacos/production/gateway-service.yml",
                "--souk.edge.trusted-proxies=1");
    }
}
