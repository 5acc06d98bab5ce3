package dev.souk.order.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.messaging.Subscription;
import dev.souk.order.messaging.UsersListener.UserDeleted;

/** Everything that an order hears of, in one place. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    private static final String CONSUMER = "order";

    @Bean
    Subscription reservations(ReservationsListener listener) {
        return Subscription.to("reservations", CONSUMER).inBatches(listener::take).build();
    }

    @Bean
    Subscription payments(PaymentsListener listener) {
        return Subscription.to("payments", CONSUMER).inBatches(listener::take).build();
    }

    @Bean
    Subscription shipments(ShipmentsListener listener) {
        return Subscription.to("shipments", CONSUMER).inBatches(listener::take).build();
    }

    @Bean
    Subscription users(UsersListener listener) {
        return Subscription.to("users", CONSUMER)
                .on("UserDeleted", UserDeleted.class, listener::userDeleted)
                .build();
    }
}
