package dev.souk.order.messaging;

import java.util.UUID;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.messaging.Subscription;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.overview.OrderOverview.Payment.Status;
import dev.souk.order.overview.OverviewService;

/**
 * What the read model hears. It is a consumer of its own, so that it can be made anew: delete {@code order_heard} and this
 * consumer's rows of the inbox, and set its group back to the beginning.
 */
@Configuration(proxyBeanMethods = false)
class OverviewListener {

    private static final String CONSUMER = "order-overview";

    record OfOrder(UUID orderId) {

        OrderId order() {
            return new OrderId(orderId);
        }
    }

    record MoneyMoved(UUID orderId, long amount) {

        OrderId order() {
            return new OrderId(orderId);
        }
    }

    @Bean
    Subscription overviewPayments(OverviewService overview) {
        return Subscription.to("payments", CONSUMER)
                .on("PaymentReserved", OfOrder.class, it -> overview.paymentBecame(it.order(), Status.AUTHORISED))
                .on("PaymentDeclined", OfOrder.class, it -> overview.paymentBecame(it.order(), Status.DECLINED))
                .on("PaymentVoided", OfOrder.class, it -> overview.paymentBecame(it.order(), Status.VOIDED))
                .on("PaymentCaptured", MoneyMoved.class, it -> overview.captured(it.order(), it.amount()))
                .on("PaymentRefunded", MoneyMoved.class, it -> overview.refunded(it.order(), it.amount()))
                .build();
    }

    @Bean
    Subscription overviewShipments(OverviewService overview) {
        return Subscription.to("shipments", CONSUMER)
                .on("ShipmentCreated", OfOrder.class, it -> overview.parcelCreated(it.order()))
                .on("ShipmentDispatched", OfOrder.class, it -> overview.parcelDispatched(it.order()))
                .on("ShipmentDelivered", OfOrder.class, it -> overview.parcelDelivered(it.order()))
                .on("ShipmentCancelled", OfOrder.class, it -> overview.parcelsCancelled(it.order()))
                .build();
    }
}
