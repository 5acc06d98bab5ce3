package dev.souk.inventory.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.messaging.Subscription;

@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {

    @Bean
    Subscription orders(OrdersListener listener) {
        return Subscription.to("orders", "inventory").inBatches(listener::take).build();
    }
}
