package dev.souk.order.promotion;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * What an operator decides about a promotion.
 *
 * @param code           what a shopper types, in capitals; null for a promotion that applies by itself
 * @param name           as the shopper reads it
 * @param exclusive      never together with another promotion
 * @param minimumOrder   what the goods must cost before any discount; null for nothing
 * @param skus           to which it is restricted; empty for all
 * @param onlyFor        the one account that may use it; null for all
 * @param validFrom      the first moment at which it is valid
 * @param validUntil     the first moment at which it is no longer; null for never
 * @param maxRedemptions how many orders may have it in all; null for any number
 * @param maxPerUser     how many orders of one account may have it; null for any number
 */
public record Terms(@Nullable String code, String name, Benefit benefit, boolean exclusive,
        @Nullable Money minimumOrder, Set<String> skus, @Nullable UUID onlyFor, Instant validFrom,
        @Nullable Instant validUntil, @Nullable Integer maxRedemptions, @Nullable Integer maxPerUser) {

    public static final int MAX_SKUS = 200;

    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{2,63}");

    public Terms {
        skus = Collections.unmodifiableSet(new TreeSet<>(skus));
        if (code != null && !CODE.matcher(code).matches()) {
            throw new InvalidPromotion(
                    "A code has 3 to 64 letters, digits, - and _, and begins with a letter or digit");
        }
        if (skus.size() > MAX_SKUS) {
            throw new InvalidPromotion("Restrict it to " + MAX_SKUS + " SKUs at most");
        }
        if (!skus.isEmpty() && benefit instanceof Benefit.FreeShipping) {
            throw new InvalidPromotion("Free shipping cannot be restricted to SKUs: an order is sent as a whole");
        }
        if (validUntil != null && !validFrom.isBefore(validUntil)) {
            throw new InvalidPromotion("It must be valid for some time: let validUntil be after validFrom");
        }
        if (minimumOrder != null && minimumOrder.amount() <= 0) {
            throw new InvalidPromotion("A minimum order is more than nothing; leave it away for none");
        }
        if (minimumOrder != null && benefit instanceof Benefit.AmountOff off
                && !minimumOrder.currency().equals(off.amount().currency())) {
            throw new InvalidPromotion("Give the minimum order in " + off.amount().currency() + ", as the amount");
        }
        if (Objects.requireNonNullElse(maxRedemptions, 1) < 1 || Objects.requireNonNullElse(maxPerUser, 1) < 1) {
            throw new InvalidPromotion("A limit is at least 1; leave it away for none");
        }
    }

    public boolean isFor(String sku) {
        return skus.isEmpty() || skus.contains(sku);
    }

    boolean isFor(UUID user) {
        return onlyFor == null || onlyFor.equals(user);
    }
}
