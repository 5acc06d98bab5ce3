package dev.souk.gateway.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class PartExchangeTests {

    @Test
    void thatTheClientHasThePageAlreadyChangesNoPart() {
        MockServerWebExchange page = MockServerWebExchange
                .from(MockServerHttpRequest.get("/api/v1/home").ifNoneMatch("\"v1\""));
        PartExchange part = new PartExchange(page, HomePart.of(false).getFirst(), 1_000);

        assertThat(part.checkNotModified("\"v1\"")).isFalse();
        assertThat(part.checkNotModified("\"v1\"", Instant.EPOCH)).isFalse();
        assertThat(part.checkNotModified(Instant.EPOCH)).isFalse();
        assertThat(part.isNotModified()).isFalse();
        assertThat(page.getResponse().getHeaders().getETag()).isNull();
        assertThat(page.getResponse().getStatusCode()).isNull();
    }
}
