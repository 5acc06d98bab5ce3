package dev.souk.notification.messaging;

import dev.souk.notification.domain.NotificationService;
import dev.souk.notification.domain.OrderId;
import dev.souk.notification.domain.OrderNews.Delivered;
import dev.souk.notification.domain.OrderNews.Shipped;
import dev.souk.notification.domain.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the parcels are. */
@Component
class ShipmentsListener {

    private final NotificationService notifications;

    ShipmentsListener(NotificationService notifications) {
        this.notifications = notifications;
    }

    void dispatched(ShipmentDispatched event) {
        notifications.tell(new Shipped(new OrderId(event.orderId()), event.shipmentId(), event.carrier(),
                event.trackingNumber()), new UserId(event.userId()));
    }

    /** Each parcel is announced when it leaves, and the order is delivered once: with the last of them. */
    void delivered(ShipmentDelivered event) {
        if (event.isLast()) {
            notifications.tell(new Delivered(new OrderId(event.orderId())), new UserId(event.userId()));
        }
    }

    record ShipmentDispatched(UUID shipmentId, UUID orderId, UUID userId, @Nullable String carrier,
            @Nullable String trackingNumber) {}

    /** @param remaining parcels that the shopper does not have yet; null in messages of before there were several: none */
    record ShipmentDelivered(UUID orderId, UUID userId, @Nullable Integer remaining) {

        boolean isLast() {
            return remaining == null || remaining == 0;
        }
    }
}
