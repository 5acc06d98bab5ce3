package dev.souk.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTests {

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24, 192.0.2.255, true", "192.0.2.0/24, 192.0.3.0, false",
            "192.0.2.128/25, 192.0.2.127, false",
            "192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false", "0.0.0.0/0, 203.0.113.9, true",
            "2001:db8::/32, 2001:db8:ffff::1, true", "2001:db8::/32, 2001:db9::1, false",
            "0.0.0.0/0, 2001:db8::1, false", "192.0.2.0/24, ::ffff:192.0.2.7, true", "192.0.2.77/24, 192.0.2.1, true"})
    void aBlockContainsTheAddressesThatBeginAsItDoes(String block, String address, boolean contained) {
        assertThat(Cidr.of(block).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "300.0.0.1", "2001:db8::/129", ""})
    void whatIsNoBlockIsRefused(String block) {
        assertThatThrownBy(() -> Cidr.of(block)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void denyingHasTheLastWordAndAnEmptyAllowListAdmitsEverybody() {
        AddressLists denying = new AddressLists(List.of(), List.of(Cidr.of("192.0.2.0/24")));
        AddressLists both = new AddressLists(List.of(Cidr.of("192.0.0.0/16")), List.of(Cidr.of("192.0.2.0/24")));

        assertThat(denying.admit(InetAddress.ofLiteral("198.51.100.1"))).isTrue();
        assertThat(denying.admit(InetAddress.ofLiteral("192.0.2.1"))).isFalse();
        assertThat(both.admit(InetAddress.ofLiteral("192.0.3.1"))).isTrue();
        assertThat(both.admit(InetAddress.ofLiteral("192.0.2.1"))).isFalse();
        assertThat(both.admit(InetAddress.ofLiteral("198.51.100.1"))).isFalse();
    }
}
