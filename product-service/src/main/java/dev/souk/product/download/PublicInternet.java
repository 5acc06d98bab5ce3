package dev.souk.product.download;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which addresses are of the public internet. All others are refused: those of the IANA special-purpose registries
 * (RFC 6890) and multicast, and the IPv6 forms that have an IPv4 address within. Java makes IPv4 of a mapped address by itself.
 */
final class PublicInternet {

    private static final List<IpAddressMatcher> SPECIAL = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
            "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // protocol assignments, Teredo among them; documentation, twice; 6to4
            "2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16");

    /** Nothing else of IPv6 was ever given to anybody, nor are NAT64, mapped and local addresses in it. */
    private static final IpAddressMatcher GLOBAL_UNICAST = new IpAddressMatcher("2000::/3");

    private PublicInternet() {
    }

    static boolean has(InetAddress address) {
        boolean routed = address.getAddress().length == 4 || GLOBAL_UNICAST.matches(text(address));
        return routed && !isIn(address, SPECIAL);
    }

    static boolean isIn(InetAddress address, List<IpAddressMatcher> networks) {
        return networks.stream().anyMatch(network -> network.matches(text(address)));
    }

    /** Without the name of a network interface. */
    private static String text(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress()).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }

    private static List<IpAddressMatcher> networks(String... networks) {
        return Stream.of(networks).map(IpAddressMatcher::new).toList();
    }
}
