package dev.souk.order.returns;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param window how long after the delivery a return can be asked for */
@ConfigurationProperties("souk.returns")
record ReturnProperties(@DefaultValue("30d") Duration window) {

    ReturnProperties {
        if (!window.isPositive()) {
            throw new IllegalArgumentException("souk.returns.window must be positive");
        }
    }
}
