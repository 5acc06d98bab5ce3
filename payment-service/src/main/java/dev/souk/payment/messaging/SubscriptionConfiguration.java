package dev.souk.payment.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.messaging.Subscription;

/** Everything that a payment hears of, in one place. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    private static final String CONSUMER = "payment";

    @Bean
    Subscription orders(OrderFactsListener listener) {
        return Subscription.to("orders", CONSUMER).inBatches(listener::take).build();
    }

    @Bean
    Subscription reservations(OrderFactsListener listener) {
        return Subscription.to("reservations", CONSUMER).inBatches(listener::take).build();
    }

    @Bean
    Subscription shipments(OrderFactsListener listener) {
        return Subscription.to("shipments", CONSUMER).inBatches(listener::take).build();
    }
}
