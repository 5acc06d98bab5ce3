package dev.souk.product.messaging;

import dev.souk.common.messaging.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the catalogue hears of, in one place. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    @Bean
    Subscription stock(StockListener listener) {
        return Subscription.to("stock", "product").inBatches(listener::take).build();
    }
}
