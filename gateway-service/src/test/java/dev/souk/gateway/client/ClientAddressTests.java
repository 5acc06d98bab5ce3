package dev.souk.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ClientAddressTests {

    private static final String PEER = "192.0.2.1";

    @Test
    void withoutProxiesOnlyTheConnectionCounts() {
        assertThat(seen(0, "X-Forwarded-For", "X-Forwarded-For", "203.0.113.9")).isEqualTo(PEER);
        assertThat(seen(0, "X-Forwarded-For", "Forwarded", "for=203.0.113.9")).isEqualTo(PEER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 203.0.113.9                        | 203.0.113.9
            1 | 10.9.9.9, 203.0.113.9              | 203.0.113.9
            2 | 10.9.9.9, 203.0.113.9, 198.51.100.7| 203.0.113.9
            3 | 203.0.113.9                        | 203.0.113.9
            1 | 203.0.113.9:4711                   | 203.0.113.9
            1 | 2001:db8::1                        | 2001:db8:0:0:0:0:0:1
            1 | [2001:db8::1]:4711                 | 2001:db8:0:0:0:0:0:1
            1 | ::ffff:203.0.113.9                 | 203.0.113.9
            1 | unknown                            | 192.0.2.1
            1 | localhost                          | 192.0.2.1
            2 | nonsense, 198.51.100.7             | 198.51.100.7
            """)
    void behindProxiesTheOutermostOfThemIsBelieved(int proxies, String header, String client) {
        assertThat(seen(proxies, "X-Forwarded-For", "X-Forwarded-For", header)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            for=203.0.113.9                              | 203.0.113.9
            for=10.9.9.9, for=203.0.113.9;proto=https    | 203.0.113.9
            proto=https;For="[2001:db8::1]:4711"         | 2001:db8:0:0:0:0:0:1
            for=_hidden                                  | 192.0.2.1
            proto=https                                  | 192.0.2.1
            """)
    void theStandardHeaderIsUnderstood(String header, String client) {
        assertThat(seen(1, "Forwarded", "Forwarded", header)).isEqualTo(client);
    }

    @Test
    void aHeaderThatOurProxiesDoNotWriteIsNotBelieved() {
        assertThat(seen(1, "X-Forwarded-For", "Forwarded", "for=203.0.113.9")).isEqualTo(PEER);
    }

    @Test
    void aHeaderThatNoProxyWritesIsRefusedAtStart() {
        assertThatThrownBy(() -> new ProxyProperties(1, "X-Client"))
                .hasMessageContaining("X-Forwarded-For or Forwarded");
    }

    @Test
    void oneCustomersIpv6AddressesAreOneCaller() {
        assertThat(Caller.at(InetAddress.ofLiteral("2001:db8:1:2::1")))
                .isEqualTo(Caller.at(InetAddress.ofLiteral("2001:db8:1:2:ffff::9")))
                .isNotEqualTo(Caller.at(InetAddress.ofLiteral("2001:db8:1:3::1")));
    }

    private static String seen(int proxies, String trusted, String header, String value) {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(PEER, 1234)).header(header, value));
        return new ClientAddress(new ProxyProperties(proxies, trusted)).of(exchange).getHostAddress();
    }
}
