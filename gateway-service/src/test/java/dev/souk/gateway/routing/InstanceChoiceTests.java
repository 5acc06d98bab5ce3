package dev.souk.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.client.DefaultServiceInstance;

class InstanceChoiceTests {

    @ParameterizedTest
    @CsvSource({"lb://orders/a%20b?c=%2F, 10.0.0.1, false, http://10.0.0.1:81/a%20b?c=%2F",
            "lb://orders/a, 10.0.0.1, true, https://10.0.0.1:81/a",
            "lb://orders/a, fd00::1, false, http://[fd00::1]:81/a",
            "ws://orders/a, 10.0.0.1, false, ws://10.0.0.1:81/a", "ws://orders/a, 10.0.0.1, true, wss://10.0.0.1:81/a"})
    void pathAndQueryStayAndTheRestIsTheInstances(URI asked, String host, boolean secure, URI address) {
        assertThat(InstanceChoice.address(new DefaultServiceInstance("1", "orders", host, 81, secure), asked))
                .isEqualTo(address);
    }
}
