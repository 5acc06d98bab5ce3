package dev.souk.gateway.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import org.springframework.web.server.ServerWebExchange;

/**
 * Whom a request is counted for, and whom a canary is chosen for: the signed-in user, otherwise the client's address.
 *
 * @param isUser otherwise an address
 * @param name the user's id; or the address, an IPv6 one without its lower half, because whoever has one such address has all
 *     of its /64
 */
public record Caller(boolean isUser, String name) {

    private static final String ATTRIBUTE = Caller.class.getName();
    private static final int IPV6_NETWORK_BYTES = 8;

    public static Caller user(String id) {
        return new Caller(true, id);
    }

    public static Caller at(InetAddress address) {
        return new Caller(false, address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, IPV6_NETWORK_BYTES) + "/64"
                : address.getHostAddress());
    }

    /** @param attributes those of the exchange; absent before the caller was looked at */
    public static Optional<Caller> in(Map<String, Object> attributes) {
        return Optional.ofNullable((Caller) attributes.get(ATTRIBUTE));
    }

    /** Whether the request came with a good token. */
    public static boolean isSignedIn(ServerWebExchange exchange) {
        return in(exchange.getAttributes()).filter(Caller::isUser).isPresent();
    }

    public void putInto(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
