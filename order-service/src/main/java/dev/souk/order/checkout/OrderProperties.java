package dev.souk.order.checkout;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param unpaidAfter       how long a shopper has to pay before the order is cancelled
 * @param stuckAfter        how long an order may wait for another service before its last fact is announced again
 * @param alertAfterRepeats after how many vain announcements an operator is called
 * @param keepAlarms        how long an alarm is kept after it was acknowledged
 */
@ConfigurationProperties("souk.orders")
public record OrderProperties(@DefaultValue("30m") Duration unpaidAfter, @DefaultValue("60s") Duration stuckAfter,
        @DefaultValue("5") int alertAfterRepeats, @DefaultValue("90d") Duration keepAlarms) {

    public OrderProperties {
        if (!unpaidAfter.isPositive() || !stuckAfter.isPositive() || alertAfterRepeats < 1
                || !keepAlarms.isPositive()) {
            throw new IllegalArgumentException("souk.orders.* must all be positive");
        }
    }
}
