package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceTests {

    @Test
    void whatAClientClaimsIsCutToWhatCanBeStored() {
        Device device = new Device("A".repeat(10_000), "1".repeat(10_000));

        assertThat(device.userAgent()).hasSize(200);
        assertThat(device.clientAddress()).hasSize(64);
        assertThat(new Device(null, "192.0.2.1").userAgent()).isNull();
    }
}
