package dev.souk.notification.messaging;

import dev.souk.common.money.Money;
import dev.souk.notification.domain.CancellationReason;
import dev.souk.notification.domain.NotificationService;
import dev.souk.notification.domain.OrderId;
import dev.souk.notification.domain.OrderNews.Cancelled;
import dev.souk.notification.domain.OrderNews.Confirmed;
import dev.souk.notification.domain.OrderNews.Received;
import dev.souk.notification.domain.UserId;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What becomes of orders. */
@Component
class OrdersListener {

    private final NotificationService notifications;

    OrdersListener(NotificationService notifications) {
        this.notifications = notifications;
    }

    void created(OrderCreated event) {
        notifications.tell(new Received(new OrderId(event.orderId()), Money.of(event.total(), event.currency())),
                new UserId(event.userId()));
    }

    void confirmed(OrderConfirmed event) {
        notifications.tell(new Confirmed(new OrderId(event.orderId())), new UserId(event.userId()));
    }

    void cancelled(OrderCancelled event) {
        notifications.tell(new Cancelled(new OrderId(event.orderId()), CancellationReason.named(event.reason())),
                new UserId(event.userId()));
    }

    record OrderCreated(UUID orderId, UUID userId, long total, String currency) {}

    record OrderConfirmed(UUID orderId, UUID userId) {}

    record OrderCancelled(UUID orderId, UUID userId, String reason) {}
}
