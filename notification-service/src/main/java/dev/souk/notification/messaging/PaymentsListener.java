package dev.souk.notification.messaging;

import dev.souk.notification.domain.NotificationService;
import dev.souk.notification.domain.OrderId;
import dev.souk.notification.domain.OrderNews;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the shopper should know of a payment, apart from what becomes of the order. */
@Component
class PaymentsListener {

    private final NotificationService notifications;

    PaymentsListener(NotificationService notifications) {
        this.notifications = notifications;
    }

    /** Without a further try the order is cancelled, and that is what the shopper is told. */
    void declined(PaymentDeclined event) {
        if (event.triesLeft() > 0) {
            notifications.tell(new OrderNews.PaymentDeclined(new OrderId(event.orderId()), event.paymentId()));
        }
    }

    record PaymentDeclined(UUID paymentId, UUID orderId, int triesLeft) {}
}
