package dev.souk.order.messaging;

import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.common.messaging.Subscription;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.overview.Heard;
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

    /** @param refundedInAll null in messages of before it existed */
    record MoneyGivenBack(UUID orderId, long amount, @Nullable Long refundedInAll) {

        OrderId order() {
            return new OrderId(orderId);
        }
    }

    @Bean
    Subscription overviewPayments(OverviewService overview) {
        return Subscription.to("payments", CONSUMER)
                .inBatches(messages -> overview.hear(messages.stream().flatMap(OverviewListener::ofMoney).toList()))
                .build();
    }

    @Bean
    Subscription overviewShipments(OverviewService overview) {
        return Subscription.to("shipments", CONSUMER)
                .inBatches(messages -> overview.hear(messages.stream().flatMap(OverviewListener::ofParcels).toList()))
                .build();
    }

    private static Stream<Heard> ofMoney(IncomingMessage message) {
        return switch (message.type()) {
            case "PaymentReserved" -> Stream.of(Heard.payment(order(message), Status.AUTHORISED));
            case "PaymentDeclined" -> Stream.of(Heard.payment(order(message), Status.DECLINED));
            case "PaymentVoided" -> Stream.of(Heard.payment(order(message), Status.VOIDED));
            case "PaymentCaptured" -> Stream.of(message.data(MoneyMoved.class))
                    .map(it -> Heard.captured(it.order(), it.amount()));
            case "PaymentRefunded" -> Stream.of(message.data(MoneyGivenBack.class))
                    .map(it -> Heard.refunded(it.order(), it.amount(), it.refundedInAll()));
            default -> Stream.empty();
        };
    }

    private static Stream<Heard> ofParcels(IncomingMessage message) {
        return switch (message.type()) {
            case "ShipmentCreated" -> Stream.of(Heard.parcelCreated(order(message)));
            case "ShipmentDispatched" -> Stream.of(Heard.parcelDispatched(order(message)));
            case "ShipmentDelivered" -> Stream.of(Heard.parcelDelivered(order(message)));
            case "ShipmentCancelled" -> Stream.of(Heard.parcelsCancelled(order(message)));
            default -> Stream.empty();
        };
    }

    private static OrderId order(IncomingMessage message) {
        return message.data(OfOrder.class).order();
    }
}
