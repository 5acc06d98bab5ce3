package dev.souk.order.messaging;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.messaging.Subscription;
import dev.souk.order.messaging.PaymentsListener.PaymentAlarmRaised;
import dev.souk.order.messaging.PaymentsListener.PaymentCaptured;
import dev.souk.order.messaging.PaymentsListener.PaymentDeclined;
import dev.souk.order.messaging.PaymentsListener.PaymentRefunded;
import dev.souk.order.messaging.PaymentsListener.PaymentReserved;
import dev.souk.order.messaging.ReservationsListener.StockRejected;
import dev.souk.order.messaging.ReservationsListener.StockReserved;
import dev.souk.order.messaging.ShipmentsListener.ShipmentCancellationRefused;
import dev.souk.order.messaging.ShipmentsListener.ShipmentCancelled;
import dev.souk.order.messaging.ShipmentsListener.ShipmentCreated;
import dev.souk.order.messaging.ShipmentsListener.ShipmentDelivered;
import dev.souk.order.messaging.ShipmentsListener.ShipmentDispatched;
import dev.souk.order.messaging.UsersListener.UserDeleted;

/** Everything that an order hears of, in one place. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {

    private static final String CONSUMER = "order";

    @Bean
    Subscription reservations(ReservationsListener listener) {
        return Subscription.to("reservations", CONSUMER)
                .on("StockReserved", StockReserved.class, listener::stockReserved)
                .on("StockRejected", StockRejected.class, listener::stockRejected)
                .build();
    }

    @Bean
    Subscription payments(PaymentsListener listener) {
        return Subscription.to("payments", CONSUMER)
                .on("PaymentReserved", PaymentReserved.class, listener::paymentReserved)
                .on("PaymentDeclined", PaymentDeclined.class, listener::paymentDeclined)
                .on("PaymentCaptured", PaymentCaptured.class, listener::paymentCaptured)
                .on("PaymentRefunded", PaymentRefunded.class, listener::paymentRefunded)
                .on("PaymentAlarmRaised", PaymentAlarmRaised.class, listener::paymentAlarmRaised)
                .build();
    }

    @Bean
    Subscription shipments(ShipmentsListener listener) {
        return Subscription.to("shipments", CONSUMER)
                .on("ShipmentCreated", ShipmentCreated.class, listener::shipmentCreated)
                .on("ShipmentDispatched", ShipmentDispatched.class, listener::shipmentDispatched)
                .on("ShipmentDelivered", ShipmentDelivered.class, listener::shipmentDelivered)
                .on("ShipmentCancelled", ShipmentCancelled.class, listener::shipmentCancelled)
                .on("ShipmentCancellationRefused", ShipmentCancellationRefused.class,
                        listener::shipmentCancellationRefused)
                .build();
    }

    @Bean
    Subscription users(UsersListener listener) {
        return Subscription.to("users", CONSUMER)
                .on("UserDeleted", UserDeleted.class, listener::userDeleted)
                .build();
    }
}
