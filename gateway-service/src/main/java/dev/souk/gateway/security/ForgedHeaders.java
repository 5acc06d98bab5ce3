package dev.souk.gateway.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.souk.gateway.access.RequestIds;
import dev.souk.gateway.client.ClientAddress;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Takes away what a client could pretend with: identity headers, which no service of ours reads and no later one shall be
 * fooled by, and the addresses of proxies. Whose request it is follows from the token; where it came from is told by
 * us: one clean address. What is about the client's own connection (RFC 9110, 7.6.1) ends here, too.
 */
@Component
public final class ForgedHeaders implements HttpHeadersFilter, Ordered {

    private static final String CLIENT_ADDRESS = "X-Forwarded-For";
    private static final List<String> FORGED_PREFIXES = List.of("x-user", "x-role", "x-auth", "x-internal", "x-account",
            "x-customer", "x-tenant", "x-forwarded", "x-real-ip", "x-original", "x-rewrite", "x-client-ip",
            "forwarded");
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "keep-alive", "te", "trailer",
            "transfer-encoding", "upgrade", "proxy-authenticate", "proxy-authorization", "proxy-connection",
            "http2-settings");

    private final ClientAddress clientAddress;

    ForgedHeaders(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    /** After the gateway's own filters, so that nothing is put back. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** For a WebSocket, whose headers the gateway passes on itself. */
    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        HttpHeaders honest = new HttpHeaders();
        passOn(headers, exchange, honest::put);
        return honest;
    }

    /** Sets what a service is to see of the request's headers. */
    public void passOn(ServerWebExchange exchange, io.netty.handler.codec.http.HttpHeaders target) {
        passOn(exchange.getRequest().getHeaders(), exchange, target::set);
    }

    private void passOn(HttpHeaders given, ServerWebExchange exchange, BiConsumer<String, List<String>> target) {
        List<String> named = given.getConnection();
        given.forEach((name, values) -> {
            if (!isForgeable(name) && !isOfTheConnection(name) && !isNamed(name, named)
                    && !name.equalsIgnoreCase(HttpHeaders.HOST)) {
                target.accept(name, values);
            }
        });
        target.accept(CLIENT_ADDRESS, List.of(clientAddress.of(exchange).getHostAddress()));
        RequestIds.tell(exchange, target);
    }

    public static boolean isOfTheConnection(String name) {
        return OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
    }

    /** By {@code Connection}, as one of the client's connection only. */
    private static boolean isNamed(String header, List<String> named) {
        return !named.isEmpty() && named.stream().anyMatch(header::equalsIgnoreCase);
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
