package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.UUID;

import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import dev.souk.test.Engines;
import dev.souk.test.FaultyLink;
import dev.souk.test.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Sessions end as user-service ends them: by an entry in a stream of a real Redis, which can be cut off from the edge. */
class RevocationTests extends RunningEdge {

    private static final RedisServer REDIS = Engines.redis();
    private static final FaultyLink LINK = new FaultyLink(URI.create(REDIS.address()));

    private static RedissonClient userService;
    private static RStream<String, String> ended;

    private final Token token = TestTokens.shopper(UUID.randomUUID());

    @LocalManagementPort
    int managementPort;

    @DynamicPropertySource
    static void redisBehindTheLink(DynamicPropertyRegistry properties) {
        properties.add("souk.redis.address", () -> "redis://127.0.0.1:" + LINK.port());
    }

    @BeforeAll
    static void connect(@Autowired Environment environment) {
        Config config = new Config();
        config.setPassword(REDIS.password());
        config.useSingleServer().setAddress(REDIS.address())
                .setDatabase(environment.getRequiredProperty("souk.redis.database", Integer.class));
        userService = Redisson.create(config);
        ended = userService.getStream("souk:revoked-sessions", StringCodec.INSTANCE);
    }

    @AfterAll
    static void disconnect() {
        userService.shutdown();
    }

    @AfterEach
    void mend() {
        LINK.mend();
        await().until(this::isFollowed);
    }

    @Test
    void anEndedSessionIsRefusedAlthoughItsTokenIsRememberedAsGood() {
        assertThat(statusOf(token)).isEqualTo(200);

        end(token);

        await().until(() -> statusOf(token) == 401);
    }

    @Test
    void theRefusalIsAProblemAndTheServicesHearNothing() {
        end(token);
        await().until(() -> statusOf(token) == 401);
        SERVICE.resetRequests();

        Http.Answer answer = edge.get("/api/v1/products", "Authorization", token.bearer());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(SERVICE.getAllServeEvents()).isEmpty();
    }

    @Test
    void anotherSessionOfTheSamePersonGoesOn() {
        Token elsewhere = TestTokens.shopper(UUID.fromString(token.claims().getSubject()));

        end(token);

        await().until(() -> statusOf(token) == 401);
        assertThat(statusOf(elsewhere)).isEqualTo(200);
    }

    @Test
    void withoutRedisTheKnownEndsStayAndTheEdgeServes() {
        end(token);
        await().until(() -> statusOf(token) == 401);

        LINK.cut();

        await().until(() -> !isFollowed());
        assertThat(statusOf(token)).isEqualTo(401);
        assertThat(statusOf(TestTokens.shopper(UUID.randomUUID()))).isEqualTo(200);
        assertThat(new Http(managementPort).get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void whatEndsDuringAnOutageIsRefusedAfterIt() {
        assertThat(statusOf(token)).isEqualTo(200);
        LINK.cut();
        await().until(() -> !isFollowed());

        end(token);
        assertThat(statusOf(token)).isEqualTo(200);
        LINK.mend();

        await().until(() -> statusOf(token) == 401);
    }

    private int statusOf(Token of) {
        return edge.get("/api/v1/orders", "Authorization", of.bearer()).status();
    }

    private boolean isFollowed() {
        return new Http(managementPort).get("/actuator/prometheus").body()
                .lines().anyMatch(line -> line.startsWith("souk_edge_revocations_followed") && line.endsWith(" 1.0"));
    }

    private static void end(Token session) {
        ended.add(StreamAddArgs.entry("sid", (String) session.claims().getClaim("sid")));
    }
}
