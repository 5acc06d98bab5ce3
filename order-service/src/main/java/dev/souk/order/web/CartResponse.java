package dev.souk.order.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.order.cart.CartChange;
import dev.souk.order.cart.CartItem;
import dev.souk.order.cart.RefreshedCart;
import dev.souk.order.cart.RefreshedCart.Missing;

/**
 * A cart at the prices of this moment.
 *
 * @param total   of what is for sale, before discounts; absent when that is nothing, not all in one currency, or too large
 * @param changes what differs from what was last shown of the cart
 * @param missing which facts are absent because a service does not answer; what is in the cart is true all the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CartResponse(List<Item> items, @Nullable Money total, List<Change> changes, Set<Missing> missing) {

    /**
     * @param sellable  false when it has left the catalogue since: the order would be refused; absent when unknown
     * @param available how many there are; absent when unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CartItem")
    record Item(String sku, @Nullable String title, int quantity, @Nullable Money unitPrice, @Nullable Money lineTotal,
            @Nullable Boolean sellable, @Nullable Long available) {

        static Item of(CartItem item) {
            return new Item(item.sku(), item.title(), item.quantity(), item.unitPrice(), lineTotal(item),
                    item.sellable(), item.available());
        }

        private static @Nullable Money lineTotal(CartItem item) {
            try {
                return item.unitPrice() == null ? null : item.unitPrice().times(item.quantity());
            } catch (ArithmeticException tooLarge) {
                return null;
            }
        }
    }

    /**
     * @param from the price of before, of a PRICE_CHANGED
     * @param to   the price of now
     * @param left how many there are, of an ONLY_SOME_LEFT
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(String sku, CartChange.Kind kind, @Nullable Money from, @Nullable Money to, @Nullable Long left) {

        static Change of(CartChange change) {
            return new Change(change.sku(), change.kind(), change.from(), change.to(), change.left());
        }
    }

    static CartResponse of(RefreshedCart cart) {
        List<Item> items = cart.items().stream().map(Item::of).toList();
        return new CartResponse(items, total(items), cart.changes().stream().map(Change::of).toList(), cart.missing());
    }

    private static @Nullable Money total(List<Item> items) {
        List<Item> sold = items.stream().filter(item -> Boolean.TRUE.equals(item.sellable())).toList();
        Money total = null;
        try {
            for (Item item : sold) {
                Money line = item.lineTotal();
                if (line == null || total != null && !total.currency().equals(line.currency())) {
                    return null;
                }
                total = total == null ? line : total.plus(line);
            }
        } catch (ArithmeticException tooLarge) {
            return null;
        }
        return total;
    }
}
