package dev.souk.order.overview;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.order.checkout.OrderStatus;

/**
 * Which orders are looked for; null is any.
 *
 * @param statuses empty for any
 * @param sku      that is in one of its lines
 * @param from     when it was placed, at the earliest
 * @param to       when it was placed, before this
 * @param words    that are in the titles and SKUs of its lines, as one types them into a search box
 */
public record OrderQuery(Set<OrderStatus> statuses, @Nullable UUID user, @Nullable String sku, @Nullable Instant from,
        @Nullable Instant to, @Nullable String words) {

    public OrderQuery {
        statuses = Set.copyOf(statuses);
    }
}
