package dev.souk.order.promotion;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The use of a promotion by an order that is being placed.
 *
 * @param version of the terms that the order was priced by
 * @param code    null for a promotion that applies by itself
 */
public record Redemption(UUID promotionId, long version, @Nullable String code) {

    public static Redemption of(Promotion promotion) {
        return new Redemption(promotion.id(), promotion.version(), promotion.terms().code());
    }
}
