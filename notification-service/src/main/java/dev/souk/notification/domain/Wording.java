package dev.souk.notification.domain;

import dev.souk.notification.domain.OrderNews.Cancelled;
import dev.souk.notification.domain.OrderNews.Confirmed;
import dev.souk.notification.domain.OrderNews.Delivered;
import dev.souk.notification.domain.OrderNews.PaymentDeclined;
import dev.souk.notification.domain.OrderNews.Received;
import dev.souk.notification.domain.OrderNews.Shipped;

/** News in words for the shopper. */
record Wording(NotificationKind kind, String title, String text) {

    static Wording of(OrderNews news) {
        OrderId order = news.orderId();
        return switch (news) {
            case Received received -> new Wording(NotificationKind.ORDER_RECEIVED, "We have received your order",
                    "Thank you for your order %s over %s. We tell you as soon as it is confirmed."
                            .formatted(order, received.total()));
            case Confirmed _ -> new Wording(NotificationKind.ORDER_CONFIRMED, "Your order is confirmed",
                    "Your order %s is paid and confirmed. We tell you when it is on its way.".formatted(order));
            case Cancelled cancelled -> new Wording(NotificationKind.ORDER_CANCELLED, "Your order was cancelled",
                    "Your order %s was cancelled: %s If any money was taken for it, you get it back."
                            .formatted(order, because(cancelled.reason())));
            case Shipped shipped -> new Wording(NotificationKind.ORDER_SHIPPED, "A parcel is on its way",
                    "A parcel of your order %s has left our warehouse%s.".formatted(order, carriedBy(shipped)));
            case Delivered _ -> new Wording(NotificationKind.ORDER_DELIVERED, "Your order was delivered",
                    "All of your order %s was delivered. Enjoy it!".formatted(order));
            case PaymentDeclined _ -> new Wording(NotificationKind.PAYMENT_DECLINED, "Your payment was declined",
                    "The payment of your order %s was declined. We keep your goods for a while: please pay in another way."
                            .formatted(order));
        };
    }

    private static String because(CancellationReason reason) {
        return switch (reason) {
            case OUT_OF_STOCK -> "something in it is no longer in stock.";
            case PAYMENT_DECLINED -> "the payment was declined.";
            case UNPAID -> "it was not paid in time.";
            case BY_SHOPPER -> "you asked us to.";
            case BY_OPERATOR -> "our customer service had to.";
            case OTHER -> "please ask our customer service why.";
        };
    }

    private static String carriedBy(Shipped shipped) {
        String carrier = shipped.carrier() == null ? "" : " with " + shipped.carrier();
        return shipped.trackingNumber() == null ? carrier : carrier + ", tracking number " + shipped.trackingNumber();
    }
}
