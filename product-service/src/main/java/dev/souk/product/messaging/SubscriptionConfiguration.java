package dev.souk.product.messaging;

import dev.souk.common.messaging.Subscription;
import dev.souk.product.messaging.UsersListener.UserDeleted;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the catalogue hears of, in one place. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    private static final String CONSUMER = "product";

    @Bean
    Subscription stock(StockListener listener) {
        return Subscription.to("stock", CONSUMER).inBatches(listener::take).build();
    }

    @Bean
    Subscription orders(OrdersListener listener) {
        return Subscription.to("orders", CONSUMER).inBatches(listener::take).build();
    }

    @Bean
    Subscription users(UsersListener listener) {
        return Subscription.to("users", CONSUMER).on("UserDeleted", UserDeleted.class, listener::userDeleted).build();
    }
}
