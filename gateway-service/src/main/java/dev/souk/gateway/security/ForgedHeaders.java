package dev.souk.gateway.security;

import java.util.List;

import dev.souk.gateway.client.ClientAddress;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Takes away what a client could pretend with: identity headers, which no service of ours reads and no later one shall be
 * fooled by, and the addresses of proxies. Whose request it is follows from the token; where it came from is told by
 * us: one clean address.
 */
@Component
final class ForgedHeaders implements HttpHeadersFilter, Ordered {

    private static final String CLIENT_ADDRESS = "X-Forwarded-For";
    private static final List<String> FORGED_PREFIXES = List.of("x-user", "x-role", "x-auth", "x-internal", "x-account",
            "x-customer", "x-tenant", "x-forwarded", "x-real-ip", "x-original", "x-rewrite", "x-client-ip",
            "forwarded");

    private final ClientAddress clientAddress;

    ForgedHeaders(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    /** After the gateway's own filters, so that nothing is put back. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        HttpHeaders honest = new HttpHeaders();
        headers.forEach((name, values) -> {
            if (!isForgeable(name)) {
                honest.addAll(name, values);
            }
        });
        honest.set(CLIENT_ADDRESS, clientAddress.of(exchange).getHostAddress());
        return honest;
    }

    private static boolean isForgeable(String name) {
        for (String prefix : FORGED_PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }
}
