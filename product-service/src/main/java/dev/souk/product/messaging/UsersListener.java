package dev.souk.product.messaging;

import dev.souk.product.purchase.PurchaseService;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Hears from user-service whose purchases must be forgotten. */
@Component
class UsersListener {

    /** What the catalogue reads of the event of this name. */
    record UserDeleted(UUID userId, Instant deletedAt) {}

    private final PurchaseService purchases;

    UsersListener(PurchaseService purchases) {
        this.purchases = purchases;
    }

    void userDeleted(UserDeleted message) {
        purchases.shopperDeleted(message.userId(), message.deletedAt());
    }
}
