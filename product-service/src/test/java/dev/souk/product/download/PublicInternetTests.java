package dev.souk.product.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

class PublicInternetTests {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.1.2.3",
            "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1",
            "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
            "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1",
            "100::1", "2001::1", "2001:0:53aa:64c:0:5efe:7f00:1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
            "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1"})
    void anAddressForSpecialPurposesIsNotOfThePublicInternet(String address) {
        assertThat(PublicInternet.has(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.255.255",
            "172.32.0.1", "192.167.1.1", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e"})
    void anyOtherIs(String address) {
        assertThat(PublicInternet.has(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void aMappedAddressIsTheOneThatItIsMappedFrom() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        assertThat(PublicInternet.has(InetAddress.getByAddress(mapped))).isFalse();
    }

    @Test
    void aNetworkKnowsItsAddressesWhateverTheInterface() throws UnknownHostException {
        InetAddress scoped = InetAddress.getByName("fe80::1%1");
        assertThat(PublicInternet.isIn(scoped, List.of(new IpAddressMatcher("fe80::/10")))).isTrue();
        assertThat(PublicInternet.isIn(InetAddress.ofLiteral("10.1.2.3"), List.of(new IpAddressMatcher("10.1.2.0/24"))))
                .isTrue();
        assertThat(PublicInternet.isIn(InetAddress.ofLiteral("10.1.3.3"), List.of(new IpAddressMatcher("10.1.2.0/24"))))
                .isFalse();
    }
}
