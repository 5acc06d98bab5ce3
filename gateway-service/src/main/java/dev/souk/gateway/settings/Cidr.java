package dev.souk.gateway.settings;

import java.net.InetAddress;

/**
 * A block of IPv4 or IPv6 addresses, written {@code 192.0.2.0/24}, {@code 2001:db8::/32} or as one address (RFC 4632, RFC
 * 4291). An IPv4 address that comes as {@code ::ffff:192.0.2.1} is the IPv4 address.
 */
public record Cidr(InetAddress network, int prefixLength) {

    /** @throws IllegalArgumentException when it is no such block; names are not looked up */
    public static Cidr of(String block) {
        int slash = block.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? block : block.substring(0, slash));
        int bits = network.getAddress().length * Byte.SIZE;
        int prefixLength = slash < 0 ? bits : Integer.parseInt(block.substring(slash + 1));
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException(block + " has a prefix that is not between 0 and " + bits);
        }
        return new Cidr(network, prefixLength);
    }

    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
