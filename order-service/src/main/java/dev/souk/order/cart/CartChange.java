package dev.souk.order.cart;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * How an item of a cart differs from what was last shown of it.
 *
 * @param from the price of before, when it has changed
 * @param to   the price of now, when it has changed
 * @param left how many pieces there are, when these are fewer than wanted
 */
public record CartChange(String sku, Kind kind, @Nullable Money from, @Nullable Money to, @Nullable Long left) {

    public enum Kind {
        PRICE_CHANGED,
        /** An order with it would be refused. */
        NO_LONGER_SOLD,
        SOLD_AGAIN,
        /** Fewer than wanted, perhaps none: an order with it would most likely be cancelled. */
        ONLY_SOME_LEFT,
        ENOUGH_AGAIN
    }

    static CartChange price(String sku, Money from, Money to) {
        return new CartChange(sku, Kind.PRICE_CHANGED, from, to, null);
    }

    static CartChange sold(String sku, boolean sold) {
        return new CartChange(sku, sold ? Kind.SOLD_AGAIN : Kind.NO_LONGER_SOLD, null, null, null);
    }

    static CartChange stock(String sku, boolean enough, long left) {
        return enough
                ? new CartChange(sku, Kind.ENOUGH_AGAIN, null, null, null)
                : new CartChange(sku, Kind.ONLY_SOME_LEFT, null, null, left);
    }
}
