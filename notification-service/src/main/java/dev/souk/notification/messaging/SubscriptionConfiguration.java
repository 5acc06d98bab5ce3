package dev.souk.notification.messaging;

import dev.souk.common.messaging.Subscription;
import dev.souk.notification.messaging.MailRequestsListener.MailRequested;
import dev.souk.notification.messaging.OrdersListener.OrderCancelled;
import dev.souk.notification.messaging.OrdersListener.OrderConfirmed;
import dev.souk.notification.messaging.OrdersListener.OrderCreated;
import dev.souk.notification.messaging.PaymentsListener.PaymentDeclined;
import dev.souk.notification.messaging.ShipmentsListener.ShipmentDelivered;
import dev.souk.notification.messaging.ShipmentsListener.ShipmentDispatched;
import dev.souk.notification.messaging.UsersListener.UserDeleted;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything that this service listens to. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    private static final String CONSUMER = "notification";

    @Bean
    Subscription orders(OrdersListener listener) {
        return Subscription.to("orders", CONSUMER)
                .on("OrderCreated", OrderCreated.class, listener::created)
                .on("OrderConfirmed", OrderConfirmed.class, listener::confirmed)
                .on("OrderCancelled", OrderCancelled.class, listener::cancelled)
                .build();
    }

    @Bean
    Subscription shipments(ShipmentsListener listener) {
        return Subscription.to("shipments", CONSUMER)
                .on("ShipmentDispatched", ShipmentDispatched.class, listener::dispatched)
                .on("ShipmentDelivered", ShipmentDelivered.class, listener::delivered)
                .build();
    }

    @Bean
    Subscription mailRequests(MailRequestsListener listener) {
        return Subscription.to("mail-requests", CONSUMER)
                .on("MailRequested", MailRequested.class, listener::requested)
                .build();
    }

    @Bean
    Subscription users(UsersListener listener) {
        return Subscription.to("users", CONSUMER)
                .on("UserDeleted", UserDeleted.class, listener::deleted)
                .build();
    }

    @Bean
    Subscription payments(PaymentsListener listener) {
        return Subscription.to("payments", CONSUMER)
                .on("PaymentDeclined", PaymentDeclined.class, listener::declined)
                .build();
    }
}
