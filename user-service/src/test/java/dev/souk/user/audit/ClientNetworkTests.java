package dev.souk.user.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNetworkTests {

    @ParameterizedTest
    @CsvSource({"203.0.113.77, 203.0.113.0/24", "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0/48"})
    void onlyTheNetworkIsKept(String address, String network) {
        assertThat(ClientNetwork.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "example.com", "1.2.3.4, 5.6.7.8", "' or 1=1"})
    void whatIsNoAddressIsNotKept(String text) {
        assertThat(ClientNetwork.of(text)).isNull();
    }

    @Test
    void nobodyComesFromNowhere() {
        assertThat(ClientNetwork.of(null)).isNull();
    }
}
