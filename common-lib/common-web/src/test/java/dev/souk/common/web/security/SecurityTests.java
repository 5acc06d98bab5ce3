package dev.souk.common.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleServiceTest;
import dev.souk.common.web.test.TestTokens;
import dev.souk.common.web.test.TestTokens.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

@ExampleServiceTest
class SecurityTests {

    private static final UUID USER = UUID.randomUUID();

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    Calls calls;

    @BeforeEach
    void call() {
        calls = new Calls(port);
    }

    @Test
    void withoutATokenNothingButThePublicEndpointsAnswers() {
        Calls.Answer answer = calls.get("/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.headers().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.headers().getFirst(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Bearer");
        assertThat(answer.json().path("traceId").asString()).isNotEmpty();
        assertThat(calls.get("/public/who").body()).isEqualTo("nobody");
    }

    @Test
    void aGoodTokenTellsWhoCalls() {
        Calls.Answer answer = as(TestTokens.shopper(USER), "/me");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("userId").asString()).isEqualTo(USER.toString());
        assertThat(answer.json().at("/roles/0").asString()).isEqualTo("SHOPPER");
        assertThat(as(TestTokens.shopper(USER), "/public/who").body()).isEqualTo(USER.toString());
    }

    @Test
    void rolesDecideAndAnAdminIsAnOperator() {
        assertThat(as(TestTokens.shopper(USER), "/operators-only").status()).isEqualTo(403);
        assertThat(as(TestTokens.shopper(USER), "/operators-only").problem()).isEqualTo("forbidden");
        assertThat(as(TestTokens.operator(), "/operators-only").status()).isEqualTo(200);
        assertThat(as(TestTokens.admin(), "/operators-only").status()).isEqualTo(200);
    }

    @Test
    void probesAndMetricsAreOnTheManagementPortOnly() {
        Calls management = new Calls(managementPort);

        assertThat(management.get("/actuator/health/readiness").json().path("status").asString()).isEqualTo("UP");
        assertThat(management.get("/actuator/prometheus").status()).isEqualTo(200);
        assertThat(management.get("/actuator/env").status()).isEqualTo(401);
        assertThat(as(TestTokens.admin(), "/actuator/health").status()).isEqualTo(404);
    }

    @Test
    void theApiDescribesItselfToEverybody() {
        assertThat(calls.get("/v3/api-docs").json().path("openapi").asString()).startsWith("3.1");
    }

    private Calls.Answer as(Token token, String path) {
        return calls.get(path, headers -> headers.set(HttpHeaders.AUTHORIZATION, token.bearer()));
    }
}
