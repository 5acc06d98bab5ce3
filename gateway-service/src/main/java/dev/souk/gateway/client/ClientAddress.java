package dev.souk.gateway.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Where a request comes from: the other end of its connection, or, behind proxies of ours, the address that the outermost
 * of them saw. What stands further left in the header was written by the client and means nothing.
 */
@Component
public final class ClientAddress {

    private static final String ATTRIBUTE = ClientAddress.class.getName();
    private static final InetAddress UNKNOWN = InetAddress.ofLiteral("0.0.0.0");

    private final ProxyProperties proxies;

    ClientAddress(ProxyProperties proxies) {
        this.proxies = proxies;
    }

    public InetAddress of(ServerWebExchange exchange) {
        return (InetAddress) exchange.getAttributes().computeIfAbsent(ATTRIBUTE,
                absent -> resolve(exchange.getRequest()));
    }

    private InetAddress resolve(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        InetAddress address = peer == null || peer.getAddress() == null ? UNKNOWN : peer.getAddress();
        if (proxies.trustedProxies() == 0) {
            return address;
        }
        List<String> hops = hops(request);
        int last = Math.max(0, hops.size() - proxies.trustedProxies());
        for (int hop = hops.size() - 1; hop >= last; hop--) {
            InetAddress seen = parse(hops.get(hop));
            if (seen == null) {
                return address; // the nearest one that is an address
            }
            address = seen;
        }
        return address;
    }

    private List<String> hops(ServerHttpRequest request) {
        return request.getHeaders().getValuesAsList(proxies.trustedProxiesHeader()).stream()
                .map(hop -> proxies.isForwarded() ? forParameter(hop) : hop.strip()).toList();
    }

    /** Of an element like {@code for="[2001:db8::1]:4711";proto=https} (RFC 7239). */
    private static String forParameter(String element) {
        return Arrays.stream(element.split(";"))
                .map(String::strip)
                .filter(parameter -> parameter.toLowerCase(Locale.ROOT).startsWith("for="))
                .map(parameter -> parameter.substring("for=".length()).replace("\"", ""))
                .findFirst().orElse("");
    }

    /** With or without a port. */
    private static @Nullable InetAddress parse(String node) {
        String literal = node;
        if (node.startsWith("[") && node.contains("]")) {
            literal = node.substring(1, node.indexOf(']'));
        } else if (node.indexOf(':') == node.lastIndexOf(':') && node.contains(":")) {
            literal = node.substring(0, node.indexOf(':'));
        }
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }
}
