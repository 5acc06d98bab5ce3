package dev.souk.order.cart;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * A SKU in a cart and what is known of it at this moment. What is null is not known, because a service does not answer, or
 * because the catalogue does not know the SKU.
 *
 * @param quantity  wanted
 * @param sellable  false when it has left the catalogue since: an order would be refused
 * @param available pieces that nobody has reserved
 */
public record CartItem(String sku, @Nullable String title, int quantity, @Nullable Money unitPrice,
        @Nullable Boolean sellable, @Nullable Long available) {

    /** Null when it is not known. */
    @Nullable
    Boolean isEnough() {
        return available == null ? null : available >= quantity;
    }
}
