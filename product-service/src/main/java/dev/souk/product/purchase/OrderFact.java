package dev.souk.product.purchase;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the catalogue hears of an order. */
public sealed interface OrderFact {

    UUID orderId();

    UUID shopperId();

    /** It was placed, and nothing is bought yet. */
    record Placed(UUID orderId, UUID shopperId, List<String> skus) implements OrderFact {

        public Placed {
            skus = List.copyOf(skus);
        }
    }

    /** Its products are bought. */
    record Confirmed(UUID orderId, UUID shopperId, Instant confirmedAt) implements OrderFact {}

    /** Nothing was bought, or it no longer counts. */
    record Cancelled(UUID orderId, UUID shopperId) implements OrderFact {}
}
