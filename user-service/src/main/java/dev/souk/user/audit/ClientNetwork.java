package dev.souk.user.audit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The network of a client: enough to see an attack, too little to follow a person. */
final class ClientNetwork {

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;

    private ClientNetwork() {
    }

    /** {@code 203.0.113.0/24} or {@code 2001:db8:1:0:0:0:0:0/48}; null when it is no address. */
    static @Nullable String of(@Nullable String clientAddress) {
        if (clientAddress == null) {
            return null;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(clientAddress);
            int kept = address instanceof Inet4Address ? IPV4_BYTES : IPV6_BYTES;
            byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), kept), address.getAddress().length);
            return InetAddress.getByAddress(network).getHostAddress() + "/" + kept * Byte.SIZE;
        } catch (IllegalArgumentException | UnknownHostException noAddress) {
            return null;
        }
    }
}
