package dev.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import dev.souk.common.web.test.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** Nobody publishes keys, because user-service is down and no token was ever seen. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "management.server.port=0", "souk.edge.tokens.jwk-set-uri=http://127.0.0.1:1/.well-known/jwks.json"})
@ActiveProfiles("test")
class KeysOutOfReachTests {

    @LocalServerPort
    int port;

    @Test
    void aTokenThatCannotBeCheckedIsNotCalledBad() {
        Http.Answer answer = new Http(port).get("/api/v1/orders", "Authorization",
                TestTokens.shopper(UUID.randomUUID()).bearer());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void whatIsNoTokenIsStillRefused() {
        assertThat(new Http(port).get("/api/v1/orders", "Authorization", "Bearer nonsense").status()).isEqualTo(401);
        assertThat(new Http(port).get("/api/v1/orders").status()).isEqualTo(401);
    }
}
