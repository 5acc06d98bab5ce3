package dev.souk.product.messaging;

import dev.souk.product.purchase.PurchaseService;
import dev.souk.product.review.ReviewService;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Hears from user-service whose purchases and reviews must be forgotten. */
@Component
class UsersListener {

    /** What the catalogue reads of the event of this name. */
    record UserDeleted(UUID userId, Instant deletedAt) {}

    private final PurchaseService purchases;
    private final ReviewService reviews;

    UsersListener(PurchaseService purchases, ReviewService reviews) {
        this.purchases = purchases;
        this.reviews = reviews;
    }

    void userDeleted(UserDeleted message) {
        purchases.shopperDeleted(message.userId(), message.deletedAt());
        reviews.shopperDeleted(message.userId());
    }
}
