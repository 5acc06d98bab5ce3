package dev.souk.common.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;
import static org.springframework.test.web.client.response.MockRestResponseCreators.withUnauthorizedRequest;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.client.MockRestServiceServer;
import org.springframework.web.client.RestClient;

class ServiceTokensTests {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private MockRestServiceServer issuer;
    private ServiceTokens tokens;

    @BeforeEach
    void issuer() {
        RestClient.Builder http = RestClient.builder().baseUrl("http://user-service/internal/service-tokens");
        issuer = MockRestServiceServer.bindTo(http).build();
        InstantSource time = () -> now;
        tokens = new ServiceTokens(http.build(), time.withZone(ZoneOffset.UTC));
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        issue("first");
        issue("second");

        assertThat(tokens.current()).isEqualTo("first");
        now = now.plusSeconds(269);
        assertThat(tokens.current()).isEqualTo("first");
        now = now.plusSeconds(2);
        assertThat(tokens.current()).isEqualTo("second");
    }

    @Test
    void anIssuerThatRefusesIsADependencyThatIsUnavailable() {
        issuer.expect(requestTo("http://user-service/internal/service-tokens")).andRespond(withUnauthorizedRequest());

        assertThatExceptionOfType(DependencyUnavailable.class).isThrownBy(tokens::current)
                .withMessageContaining("user-service");
    }

    private void issue(String token) {
        issuer.expect(requestTo("http://user-service/internal/service-tokens")).andRespond(
                withSuccess("{\"accessToken\": \"%s\", \"expiresIn\": 300}".formatted(token),
                        MediaType.APPLICATION_JSON));
    }
}
