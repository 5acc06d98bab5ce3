package dev.souk.inventory.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.messaging.Subscription;

/** What inventory hears of, in one place. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    @Bean
    Subscription orders(OrdersListener listener) {
        return Subscription.to("orders", "inventory").inBatches(listener::take).build();
    }

    @Bean
    Subscription payments(PaymentsListener listener) {
        return Subscription.to("payments", "inventory")
                .on("PaymentCaptured", PaymentsListener.PaymentCaptured.class, listener::captured)
                .oneTransactionPerPoll().build();
    }
}
